import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startServer } from './support/run-example.ts';
import { apiKey, simulated } from './support/simulated.ts';

const executablePath = '/usr/bin/chromium';

async function start() {
  const { environment, simulator } = await simulated();
  const { address } = await startServer('browser-page/server.ts', environment());
  return { simulator, address };
}

test('neither the page nor its script has the key, and no other path is passed on', async () => {
  const { address, simulator } = await start();
  for (const path of ['', 'client.js']) {
    const response = await fetch(address + path);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain(apiKey);
  }
  expect((await fetch(`${address}v1/models`)).status).toBe(404);
  expect(simulator.requests).toEqual([]);
});

describe.skipIf(!existsSync(executablePath))(`in Chromium (skipped without ${executablePath})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 30_000);
  afterAll(() => browser.close());

  async function open() {
    const { address, simulator } = await start();
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(address);
    await page.fill('[name=question]', 'Count to 9.');
    const ask = () => page.click('button[type=submit]');
    const shows = expect.poll(() => page.locator('output').textContent(), { timeout: 5000 });
    return { ask, page, shows, simulator };
  }

  test('the answer is shown, and half of one or an error as what it is', async () => {
    const { ask, page, shows } = await open();
    await ask();
    await shows.toBe('1, 2, 3, 4, 5, 6, 7, 8, 9.');
    await page.fill('[name=model]', 'fault-cut-3');
    await ask();
    await shows.toMatch(/^1.*\(stream_interrupted: /);
    await page.fill('[name=model]', 'no-such-model');
    await ask();
    await shows.toMatch(/^ \(model_not_found: /);
  });

  test('Stop ends the request, and what has come stays', async () => {
    const { ask, page, shows, simulator } = await open();
    await page.fill('[name=model]', 'fault-stall-3');
    await ask();
    await shows.toContain('1');
    await page.click('[name=stop]');
    await expect.poll(() => simulator.requests[0]?.aborted, { timeout: 5000 }).toBe(true);
    await shows.toMatch(/^1[^(]*$/);
  });
});
