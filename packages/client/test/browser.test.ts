import { existsSync } from 'node:fs';
import { startSimulator } from '@parley/simulator';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type * as Client from '../src/index.ts';
import { bundle } from './support/bundle.ts';
import { startPageServer } from './support/page-server.ts';

const executablePath = '/usr/bin/chromium';

declare global {
  /** What a page has imported. */
  var parley: typeof Client;
  /** A client of the origin that the page came from. */
  var connect: (options?: { maxRetries: number }) => Client.ParleyClient;
}

describe.skipIf(!existsSync(executablePath))(`in a page (skipped without ${executablePath})`, () => {
  let browser: Browser;
  let script: string;
  beforeAll(async () => {
    const names = ['createClient', 'ParleyError', 'runTools', 'tool', 'jsonSchema', 'createStructured'];
    script = await bundle(...names);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 30_000);
  afterAll(() => browser.close());

  async function open() {
    const simulator = await startSimulator();
    const page = await browser.newPage();
    onTestFinished(async () => {
      await page.close();
      await simulator.close();
    });
    await page.goto(await startPageServer(script, simulator.origin));
    await page.addScriptTag({
      type: 'module',
      content: `
        import * as parley from '/client.js';
        globalThis.connect = (options) =>
          parley.createClient({ baseUrl: location.origin, apiKey: 'sk-any', ...options });
        globalThis.parley = parley;
      `,
    });
    await page.waitForFunction(() => 'parley' in globalThis);
    return { page, simulator };
  }

  test('an answer streams in, and final puts it together', async () => {
    const { page } = await open();
    const { pieces, answer } = await page.evaluate(async () => {
      const client = connect();
      const stream = await client.chat.completions.create({
        model: 'sim-large',
        messages: [{ role: 'user', content: 'Count to 5.' }],
        stream: true,
      });
      const pieces: string[] = [];
      for await (const text of stream.text()) pieces.push(text);
      return { pieces, answer: await stream.final() };
    });
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe('1, 2, 3, 4, 5.');
    expect(answer.choices[0]).toMatchObject({
      message: { content: '1, 2, 3, 4, 5.' },
      finish_reason: 'stop',
    });
  });

  async function codeOf(page: Page, model: string) {
    return page.evaluate(async (asked) => {
      const client = connect({ maxRetries: 0 });
      try {
        const messages = [{ role: 'user' as const, content: 'Count to 5.' }];
        const stream = await client.chat.completions.create({ model: asked, messages, stream: true });
        await stream.final();
        return 'whole';
      } catch (error) {
        return error instanceof parley.ParleyError ? error.code : String(error);
      }
    }, model);
  }

  test.each([
    ['fault-cut-3', 'stream_interrupted'],
    ['fault-malformed-2', 'invalid_response'],
    ['fault-429', 'rate_limit_exceeded'],
    ['fault-refuse', 'connection_error'],
    ['no-such-model', 'model_not_found'],
  ])('%s is %s', async (model, code) => {
    const { page } = await open();
    expect(await codeOf(page, model)).toBe(code);
  });

  test('one 503 is tried again, with the same idempotency key', async () => {
    const { page, simulator } = await open();
    await page.evaluate(async () => {
      const client = connect();
      await client.chat.completions.create({
        model: 'fault-flaky-1',
        messages: [{ role: 'user', content: 'Count to 5.' }],
      });
    });
    const keys = simulator.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
  });

  test('a loop that is left closes the connection, as the server sees', async () => {
    const { page, simulator } = await open();
    const code = await page.evaluate(async () => {
      const client = connect();
      const messages = [{ role: 'user' as const, content: 'Count to 5.' }];
      const stream = await client.chat.completions.create({ model: 'fault-stall-2', messages, stream: true });
      for await (const _ of stream) break;
      return stream.final().catch((error) => error.code);
    });
    expect(code).toBe('aborted');
    await expect.poll(() => simulator.requests[0]?.aborted).toBe(true);
  });

  test('tools run in the page, and structured output is checked there', async () => {
    const { page } = await open();
    const { told, output } = await page.evaluate(async () => {
      const { createStructured, jsonSchema, runTools, tool } = parley;
      const client = connect();
      const City = jsonSchema({
        type: 'object',
        properties: { city: { type: 'string' } },
        required: ['city'],
      });
      const getWeather = tool({
        name: 'get_weather',
        parameters: City,
        execute: ({ city }) => `4 °C in ${city}`,
      });
      const messages = [{ role: 'user' as const, content: 'What is the weather in Oslo?' }];
      const run = runTools(client, { model: 'sim-large', messages, tools: [getWeather] });
      const { completion } = await run.final();
      const { output } = await createStructured(client, { model: 'sim-large', messages, output: City });
      return { told: completion.choices[0]?.message.content, output };
    });
    expect(told).toContain('4 °C in Oslo');
    expect(output).toEqual({ city: expect.any(String) });
  });
});
