import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type PlaygroundGateway, startPlaygroundGateway } from './support/playground-gateway.ts';
import { accessibilityProblems, desktop, type Look, openWindow, phone, visit } from './support/visit.ts';

const executablePath = '/usr/bin/chromium';
const built = join(import.meta.dirname, '../../gateway/src/generated/playground/index.html');
const isMissing = !existsSync(built) || !existsSync(executablePath);

describe.skipIf(isMissing)(
  `served by a gateway (skipped without ${executablePath} or \`npm run generate\`)`,
  { timeout: 30_000 },
  () => {
    let browser: Browser;
    let gateway: PlaygroundGateway;
    beforeAll(async () => {
      gateway = await startPlaygroundGateway();
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    }, 30_000);
    afterAll(async () => {
      await browser.close();
      await gateway.close();
    });

    async function windowOf(look: Look) {
      const window = await openWindow(browser, look);
      onTestFinished(() => window.close());
      return window;
    }

    async function open(look: Look = desktop) {
      const { page, trouble } = await visit(await windowOf(look), `${gateway.url}/docs/playground/`);
      const fold = page.getByRole('button', { name: 'Gateway, model and request' });
      if (look.width < 500) await fold.click();
      await page.getByLabel('API key').fill(gateway.key);
      await page.getByLabel('API key').press('Tab');
      await page.getByText(/\d+ models of 3 providers/).waitFor();
      if (look.width < 500) await fold.click();
      return { page, trouble };
    }

    async function setModel(page: Page, model: string) {
      await page.getByLabel('Model', { exact: true }).fill(model);
    }

    async function say(page: Page, text: string) {
      await page.getByLabel('Message', { exact: true }).fill(text);
      await page.getByLabel('Message', { exact: true }).press('Enter');
    }

    const answers = (page: Page) => page.locator('.answer');
    const ended = (page: Page, nth = 0) =>
      answers(page).nth(nth).getByRole('button', { name: 'Inspect' }).waitFor();
    const inspector = (page: Page) => page.getByRole('region', { name: 'What happened' });

    test.each([desktop, phone])(
      '$name: a stream with a tool goes on by itself, and each answer has its cost',
      async (look) => {
        const { page, trouble } = await open(look);
        await page.getByRole('button', { name: 'Call a tool and go on with its result' }).click();
        await ended(page, 1);
        await answers(page).first().getByText('get_weather').waitFor();
        expect(await page.locator('.turn.tool').textContent()).toContain(
          '{"city":"Oslo","celsius":4,"sky":"clear"}',
        );
        expect(await answers(page).nth(1).locator('.text').textContent()).toContain('The tool answered');
        const bill = inspector(page).getByRole('table');
        expect(await bill.textContent()).toContain('the same to the picodollar');
        expect(await bill.getByRole('row', { name: /^Input/ }).textContent()).toMatch(/Input\d+[\d.]+\/M/);
        await inspector(page)
          .getByText(/Prices of simulator\/sim-/)
          .waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          look.width,
        );
        expect(trouble).toEqual([]);
      },
      30_000,
    );

    test('with their own results, tools are answered by hand', async () => {
      const { page } = await open();
      await page.locator('summary', { hasText: 'Tools' }).click();
      await page.getByLabel('get_weather').check();
      await page.getByLabel('These three answer by themselves').uncheck();
      await say(page, 'What is the weather in Oslo?');
      const results = page.getByRole('form', { name: 'Results of the tools' });
      await results.getByLabel('get_weather answers').fill('{"celsius": -40}');
      await say(page, 'Hello?');
      await page.getByText('The model waits for the results of its tools.').waitFor();
      await results.getByRole('button', { name: 'Send the result' }).click();
      await ended(page, 1);
      expect(await answers(page).nth(1).textContent()).toContain('-40');
    });

    test('the events stand there as they came, the route with those that failed, and what was ignored by name', async () => {
      const { page, trouble } = await open();
      await setModel(page, 'anthropic/claude-sonnet-4-5');
      await page.locator('summary', { hasText: 'Routing' }).click();
      await page.getByLabel('Models to fall back to').fill('openai/gpt-5-mini');
      await page.locator('summary', { hasText: 'other fields' }).click();
      await page.getByLabel('Any other field').fill('{"mood": "cheerful"}');
      await say(page, 'Count to 5.');
      await ended(page);
      const attempts = await inspector(page).locator('.attempt').allTextContents();
      expect(attempts).toHaveLength(2);
      expect(attempts[0]).toMatch(/^anthropic\/.*529 upstream error/);
      expect(attempts[1]).toMatch(/^openai\/.*200 answered/);
      expect(await inspector(page).locator('.names').textContent()).toContain('mood');
      await inspector(page).getByText('Raw events').click();
      const events = inspector(page).locator('.event');
      expect(await events.last().textContent()).toContain('data: [DONE]');
      await events.first().locator('summary').click();
      // What is opened is filled by an event of its own, a moment later.
      const opened = events.first().locator('pre', { hasText: 'data:' });
      expect(await opened.textContent()).toMatch(/^data: \{\n {2}"id": /);
      expect(trouble).toEqual([]);
    });

    test('JSON by a schema, mended where it was broken', async () => {
      const { page } = await open();
      await setModel(page, 'simulator/fault-broken-json');
      await page.locator('summary', { hasText: 'Form of the answer' }).click();
      await page.getByLabel('Format').selectOption('json_schema');
      await page.getByLabel('Mend broken JSON').check();
      await say(page, 'Make up a city.');
      await ended(page);
      const text = await answers(page).locator('.text').textContent();
      expect(Object.keys(JSON.parse(text ?? ''))).toEqual(['city', 'coastal']);
      await inspector(page)
        .getByText(/response-healing changed the answer: truncation completion/)
        .waitFor();
    });

    test('an error is shown in full, can be tried again, and what was said is still there', async () => {
      const { page } = await open();
      await setModel(page, 'sim-larg');
      await say(page, 'Count to 3.');
      const failure = page.locator('.failure').first();
      expect(await failure.textContent()).toMatch(
        /^model_not_found.*sim-large.*status404.*parammodel.*request idreq_/,
      );
      await setModel(page, 'simulator/sim-large');
      await page.getByRole('button', { name: 'Try again' }).click();
      await ended(page, 1);
      expect(await answers(page).nth(1).locator('.text').textContent()).toBe('1, 2, 3.');
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    });

    test('Stop ends the request where it is, and what came stays', async () => {
      const { page, trouble } = await open();
      await setModel(page, 'openai/gpt-5-nano');
      await say(page, 'Count to 30.');
      await page.locator('.answer .text', { hasText: '1' }).waitFor();
      const failed = page.waitForEvent('requestfailed');
      await page.getByRole('button', { name: 'Stop' }).click();
      expect((await failed).url()).toBe(`${gateway.url}/v1/chat/completions`);
      await page.getByText('Stopped. What came stays here').waitFor();
      expect(await page.getByRole('button', { name: 'Send', exact: true }).isVisible()).toBe(true);
      await setModel(page, 'simulator/sim-large');
      await say(page, 'Count to 4.');
      await ended(page, 1);
      expect(await answers(page).nth(1).locator('.text').textContent()).toBe('1, 2, 3, 4.');
      expect(trouble).toEqual([]);
    });

    test('where the request would go is explained without sending it', async () => {
      const { page, trouble } = await open();
      await page.getByLabel('Message', { exact: true }).fill('Hello!');
      await page.getByRole('tab', { name: 'Where it would go' }).click();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.getByRole('button', { name: 'Explain' }).click();
      await inspector(page)
        .getByRole('heading', { name: /\d+ candidates/ })
        .waitFor();
      expect(await inspector(page).locator('.candidate[data-chosen]').count()).toBe(1);
      expect(asked).toEqual(['/v1/route']);
      expect(trouble).toEqual([]);
    });

    test('the code follows the form in every language, goes to the clipboard, and never holds the key', async () => {
      const { page } = await open();
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await setModel(page, 'openai/gpt-5-mini');
      await page.getByLabel('Message', { exact: true }).fill('Why is the sky blue?');
      await page.getByRole('tab', { name: 'Code' }).click();
      const marks = {
        curl: 'curl -N ',
        '@parley/client': '@parley/client',
        openai: 'new OpenAI',
        'AI SDK': 'streamText',
        Python: 'import os',
      };
      for (const [name, mark] of Object.entries(marks)) {
        await page.getByRole('tab', { name, exact: true }).click();
        const code = (await page.locator('#code').textContent()) ?? '';
        for (const part of [mark, gateway.url, 'openai/gpt-5-mini', 'Why is the sky blue?', 'PARLEY_API_KEY'])
          expect(code).toContain(part);
        expect(code).not.toContain(gateway.key);
      }
      await page.getByRole('tab', { name: 'Python' }).press('Home');
      expect(await page.getByRole('tab', { name: 'curl' }).getAttribute('aria-selected')).toBe('true');
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('curl -N');
    });

    test('key and address stay in the tab’s session storage, and nowhere else', async () => {
      const { page } = await open();
      const kept = await page.evaluate(() => ({
        session: { ...sessionStorage },
        local: JSON.stringify(localStorage),
        cookies: document.cookie,
      }));
      expect(kept.session).toEqual({ 'parley-api-key': gateway.key, 'parley-base-url': gateway.url });
      expect(kept.local + kept.cookies).not.toContain(gateway.key);
      await page.reload();
      expect(await page.getByLabel('API key').inputValue()).toBe(gateway.key);
    });

    test('what can’t be sent is named, and its field has the focus', async () => {
      const { page } = await open();
      await page.locator('summary', { hasText: 'other fields' }).click();
      await page.getByLabel('Any other field').fill('{"seed": ');
      await page.locator('summary', { hasText: 'other fields' }).click();
      await say(page, 'Hello!');
      await page.getByRole('alert').getByText('This is not a JSON object.').waitFor();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('more');
    });

    const dark: Look = { ...desktop, name: 'desktop, dark', theme: 'dark' };
    test.each([desktop, dark, phone])(
      '$name: axe has nothing against it, with everything open',
      async (look) => {
        const { page, trouble } = await open(look);
        if (look === phone) await page.getByRole('button', { name: 'Gateway, model and request' }).click();
        for (const summary of await page.locator('.settings summary').all()) await summary.click();
        await page.getByRole('button', { name: 'Call a tool and go on with its result' }).click();
        await ended(page, 1);
        await inspector(page).getByText('Raw events').click();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('tab', { name: 'Where it would go' }).click();
        await page.getByRole('button', { name: 'Explain' }).click();
        await page.locator('.candidate').first().waitFor();
        await setModel(page, 'sim-larg');
        await say(page, 'Hello!');
        await page.locator('.failure').waitFor();
        await page.getByRole('tab', { name: 'Code' }).click();
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(trouble.filter((what) => !what.includes('404'))).toEqual([]);
      },
      60_000,
    );

    test.each([desktop, phone])('nothing moves while an answer comes: $name', async (look) => {
      const { page } = await open(look);
      await page.getByLabel('Message', { exact: true }).fill('What is the weather in Oslo?');
      await page.evaluate(() => {
        globalThis.moved = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            if ('value' in entry && 'hadRecentInput' in entry && entry.hadRecentInput === false)
              globalThis.moved += Number(entry.value);
        }).observe({ type: 'layout-shift' });
        document.querySelector('[value=get_weather]')?.toggleAttribute('checked', true);
        document.querySelector<HTMLFormElement>('#composer')?.requestSubmit();
      });
      await ended(page, 1);
      // A share of the window: what is less than a pixel's row is nobody's to see.
      expect(await page.evaluate(() => globalThis.moved)).toBeLessThan(0.001);
    });

    test.each([desktop, { ...desktop, name: 'desktop, dark', theme: 'dark' as const }, phone])(
      'the reference beside it ($name) leads to it, with nothing for axe and nothing wrong in the console',
      async (look) => {
        const { page, trouble } = await visit(await windowOf(look), `${gateway.url}/docs`);
        await page.getByRole('heading', { name: 'Create a chat completion' }).first().waitFor();
        const link = page.getByRole('link', { name: 'Playground' });
        expect(await link.evaluate((anchor: HTMLAnchorElement) => anchor.href)).toBe(
          `${gateway.url}/docs/playground/`,
        );
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(trouble).toEqual([]);
      },
      30_000,
    );
  },
);

declare global {
  var moved: number;
}
