import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

export type Look = { name: string; width: number; height: number; theme: 'light' | 'dark' };

export const desktop: Look = { name: 'desktop, light', width: 1280, height: 900, theme: 'light' };
export const phone: Look = { name: 'phone, dark', width: 390, height: 844, theme: 'dark' };

export type Visit = {
  page: Page;
  /** What should not have happened: errors in the console, exceptions, requests to other hosts. */
  trouble: string[];
};

/** A browser's window of this look. Motion is off: what moves is tested for itself. */
export const openWindow = (browser: Browser, { width, height, theme }: Look): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' });

/** Opens a page at an address, and watches it until the test is over. `hosts` are others that it may ask. */
export async function visit(window: BrowserContext, address: string, hosts: string[] = []): Promise<Visit> {
  const page = await window.newPage();
  onTestFinished(() => page.close());
  const trouble: string[] = [];
  const known = [new URL(address).origin, ...hosts];
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !known.includes(url.origin)) trouble.push(`asked ${url.href}`);
  });
  await page.goto(address);
  return { page, trouble };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  var axe: { run(context: object, options: object): Promise<{ violations: Violation[] }> };
}

type Violation = { id: string; help: string; nodes: { target: string[]; failureSummary?: string }[] };

/** What axe has against a page, by WCAG 2.2 AA: a line for each rule that is broken, with the first places. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(
      // The rows of the large tables are all alike.
      { exclude: [['.matrix tbody tr:nth-child(n + 4)']] },
      {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        resultTypes: ['violations'],
      },
    ),
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.length}): ${nodes
        .slice(0, 3)
        .map(
          ({ target, failureSummary = '' }) =>
            `${target.join(' ')} ${failureSummary.split('\n')[1]?.trim() ?? ''}`,
        )
        .join(' | ')}`,
  );
}
