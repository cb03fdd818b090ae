import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startExampleGateway } from './support/example-gateway.ts';
import { isBuilt, serveSite } from './support/serve-site.ts';
import { accessibilityProblems, desktop, type Look, openWindow, phone, visit } from './support/visit.ts';

const executablePath = '/usr/bin/chromium';
const isMissing = !isBuilt || !existsSync(executablePath);

describe.skipIf(isMissing)(`in Chromium (skipped without ${executablePath} or a built site)`, () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveSite>>;
  beforeAll(async () => {
    site = await serveSite();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 30_000);
  afterAll(async () => {
    await browser.close();
    site.close();
  });

  const windows = new Map<string, Promise<BrowserContext>>();
  /** One window of each look for all tests, so that scripts are read once. */
  function at(look: Look): Promise<BrowserContext> {
    const window = windows.get(look.name) ?? openWindow(browser, look);
    windows.set(look.name, window);
    return window;
  }

  /** One page of each kind. */
  const kinds = [
    '/',
    '/quick-start/',
    '/guides/keys-and-budgets/',
    '/guides/writing-an-adapter/',
    '/reference/errors/',
    '/reference/coverage/',
    '/reference/rules/',
    '/reference/configuration/',
    '/decisions/',
    '/decisions/money/',
    '/api/',
    '/404.html',
    '/reports/conformance/',
    '/generated/conformance/portkey.html',
  ];
  const swapped: Look[] = [
    { ...desktop, name: 'desktop, dark', theme: 'dark' },
    { ...phone, name: 'phone, light', theme: 'light' },
  ];
  const narrow = [
    '/',
    '/guides/keys-and-budgets/',
    '/reference/errors/',
    '/reference/coverage/',
    '/reference/configuration/',
    '/api/',
  ];
  const visits = [
    ...kinds.map((path) => [path, desktop.name, desktop] as const),
    ...narrow.map((path) => [path, phone.name, phone] as const),
    ...swapped.flatMap((look) =>
      ['/', '/guides/keys-and-budgets/'].map((path) => [path, look.name, look] as const),
    ),
  ];

  describe('a page of each kind', () => {
    test.each(visits)(
      '%s (%s) has nothing for axe, nothing wrong in the console, and fits the window',
      async (path, _name, look) => {
        const { page, trouble } = await visit(await at(look), site.url + path);
        if (path === '/api/') await page.getByRole('heading', { name: 'Create a chat completion' }).waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          look.width,
        );
        expect(trouble).toEqual([]);
      },
      30_000,
    );
  });

  test('search finds a guide', async () => {
    const { page, trouble } = await visit(await at(desktop), site.url);
    await page.locator('button[data-open-modal]:enabled').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search').fill('idempotency');
    await page.getByRole('link', { name: 'Idempotency and cache' }).first().click();
    await page.waitForURL('**/guides/idempotency-and-cache/**');
    expect(trouble).toEqual([]);
  }, 30_000);

  test('the console of the reference sends to a gateway, and shows the stream', async () => {
    const gateway = await startExampleGateway([site.url]);
    onTestFinished(() => gateway.close());
    const { page, trouble } = await visit(await at(desktop), `${site.url}/api/`, [gateway.url]);
    await page.getByPlaceholder('value').fill(gateway.url);
    await page.getByPlaceholder('Token').first().fill(gateway.key);
    await pickExample(page, 'stream');
    await page
      .getByRole('button', { name: /Test Request.*chat\/completions/ })
      .first()
      .click();
    const [request] = await Promise.all([
      page.waitForRequest(`${gateway.url}/v1/chat/completions`),
      page
        .getByRole('button', { name: /Send post request/ })
        .last()
        .click(),
    ]);
    expect(request.postDataJSON()).toMatchObject({ stream: true });
    expect(request.headers()).not.toHaveProperty('x-no-fallback');
    await page.getByRole('dialog').getByText('[DONE]').waitFor();
    expect(trouble).toEqual([]);
  }, 30_000);

  async function pickExample(page: Page, name: string) {
    const card = page.locator('.scalar-card', {
      has: page.getByRole('button', { name: /Test Request.*chat\/completions/ }),
    });
    await card.first().getByRole('button', { name: 'auto' }).click();
    await page.getByRole('option', { name, exact: true }).click();
  }

  test('a request travels by keyboard too: journeys by arrows, steps by Enter', async () => {
    const { page } = await visit(await at(desktop), site.url);
    await page.getByRole('tab', { name: 'It is answered' }).focus();
    await page.keyboard.press('ArrowRight');
    const journey = page.getByRole('tabpanel', { name: 'A provider is overloaded' });
    expect(await journey.isVisible()).toBe(true);
    const failed = journey.getByRole('button', { name: /attempt.*529/ });
    await failed.focus();
    await page.keyboard.press('Enter');
    expect(await failed.getAttribute('aria-pressed')).toBe('true');
    expect(await journey.getByText('To anthropic: POST /v1/messages').isVisible()).toBe(true);
  }, 30_000);

  test('one provider alone can be shown of the table of all', async () => {
    const { page } = await visit(await at(phone), `${site.url}/reference/coverage/`);
    await page.getByRole('combobox', { name: 'Show' }).selectOption('anthropic');
    const heads = page.locator('.matrix').first().locator('thead th:visible');
    expect(await heads.allInnerTexts()).toEqual(['field', 'anthropic']);
  }, 30_000);

  test('on a phone no field of the configuration is cut off', async () => {
    const { page } = await visit(await at(phone), `${site.url}/reference/configuration/`);
    const tables = await page.locator('table').all();
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables)
      expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  }, 30_000);

  test('what a page shows does not move while it loads and plays', async () => {
    for (const path of ['/', '/guides/streaming/', '/reference/coverage/']) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.addInitScript(() => {
        globalThis.shifted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            globalThis.shifted += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(site.url + path);
      if (path === '/') {
        await page.locator('request-travels').scrollIntoViewIfNeeded();
        await page.locator('.stop.reached').nth(3).waitFor();
      }
      expect(await page.evaluate(() => globalThis.shifted), path).toBeLessThan(0.001);
      await context.close();
    }
  }, 30_000);

  test('light and dark change with one button, and the choice stays', async () => {
    const { page } = await visit(await openWindow(browser, desktop), `${site.url}/quick-start/`);
    await page.getByRole('button', { name: 'Change between light and dark' }).click();
    await page.goto(`${site.url}/api/`);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  }, 30_000);
});

declare global {
  var shifted: number;
}
