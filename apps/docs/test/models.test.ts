import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startExampleGateway } from './support/example-gateway.ts';
import { isBuilt, serveSite } from './support/serve-site.ts';
import { accessibilityProblems, desktop, type Look, openWindow, phone, visit } from './support/visit.ts';

const executablePath = '/usr/bin/chromium';
const isMissing = !isBuilt || !existsSync(executablePath);

describe.skipIf(isMissing)(
  `in Chromium (skipped without ${executablePath} or a built site)`,
  { timeout: 30_000 },
  () => {
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

    async function open(path: string, look: Look, hosts: string[] = []) {
      const window = await openWindow(browser, look);
      onTestFinished(() => window.close());
      const opened = await visit(window, site.url + path, hosts);
      await opened.page.waitForLoadState('networkidle');
      return opened;
    }

    const rows = (page: Page) => page.locator('#models-table tbody tr');
    const count = async (page: Page) =>
      Number.parseInt((await page.locator('#count').textContent()) ?? '', 10);

    test.each([desktop, phone])(
      'models are found by words, abilities and price: $name',
      async (look) => {
        const { page, trouble } = await open('/models/', look);
        const all = await count(page);
        await page.getByLabel('Name or id').fill('claude sonnet');
        const some = await count(page);
        expect(some).toBeLessThan(all);
        await page.getByLabel('reasoning', { exact: true }).check();
        await page.getByLabel('Input, $ at most').fill('3');
        await page.getByLabel('Order').selectOption('input');
        const few = await count(page);
        expect(few).toBeLessThan(some);
        expect(await rows(page).count()).toBe(Math.min(few, 60));
        expect(await rows(page).first().textContent()).toMatch(/Claude.*Sonnet/);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          look.width,
        );
        expect(trouble).toEqual([]);
      },
      30_000,
    );

    test('a choice is in the address, and the address brings it back', async () => {
      const { page } = await open('/models/', desktop);
      await page.getByLabel('Provider').selectOption('groq');
      await page.getByLabel('tools', { exact: true }).check();
      const found = await count(page);
      const again = await open(`/models/${new URL(page.url()).search}`, desktop);
      expect(await count(again.page)).toBe(found);
      await again.page.getByRole('button', { name: 'Clear all filters' }).click();
      await expect.poll(() => count(again.page)).toBeGreaterThan(found);
      expect(new URL(again.page.url()).search).toBe('');
    }, 30_000);

    test('a page of rows at a time, and each key changes no more than that', async () => {
      const { page } = await open('/models/', desktop);
      expect(await rows(page).count()).toBe(60);
      await page.getByRole('button', { name: /Show 60 more of \d+/ }).click();
      expect(await rows(page).count()).toBe(120);
      await page.getByLabel('Name or id').fill('e');
      expect(await rows(page).count()).toBe(60);
    }, 30_000);

    test.each([desktop, phone])(
      'up to four models are compared, by what a request would cost: $name',
      async (look) => {
        const { page, trouble } = await open('/models/?q=gpt-5&provider=openai', look);
        const boxes = page.locator('#models-table input[type=checkbox]');
        await boxes.nth(0).check();
        expect(await page.getByRole('button', { name: 'Compare 1' }).isDisabled()).toBe(true);
        for (const index of [1, 2, 3]) await boxes.nth(index).check();
        expect(await boxes.nth(4).isDisabled()).toBe(true);
        await page.getByRole('button', { name: 'Compare 4' }).click();
        const dialog = page.getByRole('dialog', { name: 'Side by side' });
        expect(await dialog.getByRole('columnheader').count()).toBe(4);
        const costs = () => dialog.locator('.cost b').allTextContents();
        const before = await costs();
        await dialog.getByLabel('Prompt tokens').fill('1000000');
        expect(await costs()).not.toEqual(before);
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.keyboard.press('Escape');
        expect(await dialog.isVisible()).toBe(false);
        expect(trouble).toEqual([]);
      },
      30_000,
    );

    test('a gateway says which models are on there', async () => {
      const gateway = await startExampleGateway([site.url]);
      onTestFinished(() => gateway.close());
      const { page, trouble } = await open('/models/', desktop, [gateway.url]);
      await page.getByText('Ask a gateway of yours instead').click();
      await page.getByLabel('Base URL').fill(gateway.url);
      await page.getByLabel('API key').fill(gateway.key);
      await page.getByRole('button', { name: 'Load its models' }).click();
      await page.getByText(/\d+ models, 7 of them on at this gateway/).waitFor();
      await page.getByLabel('on at your gateway').check();
      expect(await count(page)).toBe(7);
      expect(await rows(page).first().textContent()).toContain('simulator/sim-');
      expect(trouble).toEqual([]);
    }, 30_000);

    test.each([desktop, phone, { ...desktop, name: 'desktop, dark', theme: 'dark' } as const])(
      'axe has nothing against the models and the playground: $name',
      async (look) => {
        for (const path of ['/models/', '/playground/']) {
          const { page, trouble } = await open(path, look);
          expect(await accessibilityProblems(page)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
            look.width,
          );
          expect(trouble).toEqual([]);
        }
      },
      30_000,
    );

    test('the playground of the site asks a gateway elsewhere that lets it, and says what to do about one that doesn’t', async () => {
      const friendly = await startExampleGateway([site.url]);
      const shut = await startExampleGateway();
      onTestFinished(async () => {
        await friendly.close();
        await shut.close();
      });
      const { page } = await open('/playground/?model=simulator%2Fsim-large', desktop, [
        friendly.url,
        shut.url,
      ]);
      const ask = async (gateway: { url: string; key: string }) => {
        await page.getByLabel('Base URL').fill(gateway.url);
        await page.getByLabel('API key').fill(gateway.key);
        await page.getByLabel('Message', { exact: true }).fill('Count to 3.');
        await page.getByRole('button', { name: 'Send', exact: true }).click();
      };
      await ask(shut);
      expect(await page.locator('.failure').textContent()).toMatch(
        /connection_error.*"cors": \{"origins": \["http/,
      );
      await ask(friendly);
      await page.locator('.answer .text', { hasText: '1, 2, 3.' }).waitFor();
    }, 30_000);
  },
);
