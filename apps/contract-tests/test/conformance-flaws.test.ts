import { type Area, checks, runConformance } from '@parley/conformance';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KitTarget, startKitTarget } from './support/start-kit-target.ts';
import { type Change, type Document, startTamperer } from './support/start-tamperer.ts';

let kit: KitTarget;

beforeAll(async () => {
  kit = await startKitTarget();
});
afterAll(() => kit.close());

async function failing(area: Area, change: Change): Promise<string> {
  const tamperer = await startTamperer(kit.gateway.url, change);
  const { results } = await runConformance({
    ...kit.target,
    baseUrl: tamperer.baseUrl,
    concurrency: 8,
    // Those that ask the same of every server have been tried on servers without a contract.
    only: checks
      .filter((check) => check.area === area && check.contract === 'parley' && !check.last)
      .map(({ id }) => id),
  });
  await tamperer.close();
  return results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ id }) => id)
    .join(' ');
}

const inside = (document: Document, name: string): Document => {
  const value = document[name];
  return typeof value === 'object' && value !== null ? { ...value } : {};
};

/** Changes the usage of an answer that has one. */
const usageWith =
  (change: (usage: Document, document: Document) => Document): Change =>
  (document) => {
    const usage = inside(document, 'usage');
    return 'total_tokens' in usage
      ? { ...document, usage: { ...usage, ...change(usage, document) } }
      : document;
  };

const metadataWith =
  (change: Document): Change =>
  (document) =>
    'metadata' in document && 'choices' in document && !('error' in document)
      ? { ...document, metadata: { ...inside(document, 'metadata'), ...change } }
      : document;

const dollars = (usage: Document, part: string): number => Number(usage[`cost_usd_${part}`] ?? 0);

// Cached tokens stand inside prompt_tokens, and are charged once more as what they aren't.
const atFullPrice = usageWith((usage, document) => {
  const price = inside(inside(document, 'metadata'), 'price');
  const cached = Number(inside(usage, 'prompt_tokens_details')['cached_tokens'] ?? 0);
  const full = Number(((cached * Number(price['input_per_million'])) / 1_000_000).toFixed(12));
  if (cached === 0) return {};
  const total = dollars(usage, 'total') - dollars(usage, 'cached_input') + full;
  return { cost_usd_cached_input: full, cost_usd_total: Number(total.toFixed(12)) };
});

const rows: [what: string, area: Area, change: Change, fails: string][] = [
  [
    'charges one picodollar too much',
    'money',
    usageWith((usage) =>
      'cost_usd_total' in usage
        ? { cost_usd_total: Number((dollars(usage, 'total') + 1e-12).toFixed(12)) }
        : {},
    ),
    'M-05 M-30 M-31 M-32 M-33 M-34 M-35 M-36 M-37 M-38 M-39 M-40 M-52 M-56 M-59',
  ],
  ['charges cached tokens at the full price', 'money', atFullPrice, 'M-08 M-35 M-36 M-54'],
  [
    'takes what it does not know for nothing',
    'money',
    usageWith((usage) => ('cost_usd_total' in usage ? {} : { cost_usd_total: 0 })),
    'M-53',
  ],
  [
    'does not say what is free',
    'money',
    usageWith((usage) => (dollars(usage, 'total') === 0 ? { cost_usd_total: undefined } : {})),
    'M-52',
  ],
  [
    'counts with floats',
    'money',
    usageWith((usage) =>
      'cost_usd_total' in usage ? { cost_usd_total: dollars(usage, 'total') + 3e-17 } : {},
    ),
    'M-30 M-31 M-32 M-33 M-34 M-35 M-36 M-37 M-38 M-39 M-40 M-52 M-55 M-56 M-59',
  ],
  [
    'does not name what it ignores',
    'forwarding',
    metadataWith({ ignored_parameters: [] }),
    'P-50 P-51 P-52 P-53 P-55',
  ],
  [
    'believes everything',
    'faults',
    metadataWith({ usage_source: 'provider' }),
    'F-44 F-94 F-45 F-95 F-46 F-96',
  ],
  ['does not say what it healed', 'structured', metadataWith({ plugins: {} }), 'J-31 J-41 J-32 J-42 J-33'],
];

describe('a flaw fails the checks about it, and no others', () => {
  test.each(rows)('a gateway that %s', { timeout: 30_000 }, async (_, area, change, fails) => {
    expect(await failing(area, change)).toBe(fails);
  });
});
