import { describe, expect, test } from 'vitest';
import { catalogueRows } from '../../scripts/catalogue-rows.ts';
import { compareModels } from './compare-models.ts';
import { type Filters, filterModels } from './filter-models.ts';
import { type ModelRow, perMillion } from './model-row.ts';
import { renderRow, tokens } from './render-row.ts';

const rows = catalogueRows();
const all: Filters = {
  words: '',
  provider: '',
  abilities: [],
  mostInput: null,
  leastContext: null,
  free: false,
  available: false,
  order: 'name',
};
const model = (changes: Partial<ModelRow>): ModelRow => ({
  id: 'openai/gpt-x',
  provider: 'openai',
  name: 'GPT-X',
  released: '2026-01-01',
  contextTokens: 128_000,
  outputTokens: 16_000,
  prices: { input: '1', output: '4', others: {}, changesAbove: null, asOf: '2026-01-01', source: 'a test' },
  abilities: ['tools'],
  efforts: [],
  free: false,
  available: false,
  deprecatedAt: null,
  ...changes,
});

test('every model that ships is there once, and none of the simulator’s', () => {
  expect(rows.length).toBeGreaterThan(800);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.some(({ provider }) => provider === 'simulator')).toBe(false);
});

describe('filters', () => {
  test('none leaves all of them', () => {
    expect(filterModels(rows, all)).toHaveLength(rows.length);
  });

  test.each<[string, Partial<Filters>, (row: ModelRow) => boolean]>([
    [
      'words, in any order and case',
      { words: 'SONNET claude' },
      ({ id, name }) => /claude/i.test(id + name) && /sonnet/i.test(id + name),
    ],
    ['a provider', { provider: 'groq' }, ({ provider }) => provider === 'groq'],
    [
      'abilities, all of them',
      { abilities: ['vision', 'reasoning'] },
      ({ abilities }) => abilities.includes('vision') && abilities.includes('reasoning'),
    ],
    [
      'a price: not known is out',
      { mostInput: 1 },
      ({ prices }) => prices !== null && Number(prices.input) <= 1,
    ],
    ['a context', { leastContext: 1_000_000 }, ({ contextTokens }) => (contextTokens ?? 0) >= 1_000_000],
    ['free ones', { free: true }, ({ free }) => free],
  ])('by %s', (_name, filters, fits) => {
    const found = filterModels(rows, { ...all, ...filters });
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(rows.length);
    expect(new Set(found)).toEqual(new Set(rows.filter(fits)));
  });
});

test('in each order, what is not known comes last', () => {
  const cheap = model({ id: 'a/cheap', name: 'Cheap', contextTokens: 1000 });
  const dear = model({
    id: 'a/dear',
    name: 'Dear',
    prices: { ...unpriced, input: '10', output: '2' },
    released: '2026-02-01',
  });
  const unknown = model({
    id: 'a/unknown',
    name: 'A',
    prices: null,
    contextTokens: null,
    released: '2025-01-01',
  });
  const order = (name: Filters['order']) =>
    filterModels([unknown, dear, cheap], { ...all, order: name }).map(({ id }) => id.slice(2));
  expect(order('input')).toEqual(['cheap', 'dear', 'unknown']);
  expect(order('output')).toEqual(['dear', 'cheap', 'unknown']);
  expect(order('context')).toEqual(['dear', 'cheap', 'unknown']);
  expect(order('newest')).toEqual(['dear', 'cheap', 'unknown']);
  expect(order('name')).toEqual(['unknown', 'cheap', 'dear']);
});
const unpriced = { input: '0', output: '0', others: {}, changesAbove: null, asOf: null, source: null };

test.each([
  ['0.0000025', '2.5'],
  ['0.00000025', '0.25'],
  ['0', '0'],
  ['0.000015', '15'],
  ['1', '1000000'],
  ['0.0000000375', '0.0375'],
])('%s for one is %s for a million, exactly', (one, million) => {
  expect(perMillion(one)).toBe(million);
});

test.each([
  [512, '512'],
  [8192, '8.19K'],
  [128_000, '128K'],
  [1_047_576, '1.05M'],
  [2_000_000, '2M'],
])('%i tokens are %s', (count, shown) => {
  expect(tokens(count)).toBe(shown);
});

test('what a gateway calls a model is text, never markup', () => {
  const html = renderRow(model({ id: 'own/<b>"x"', name: '<img src=x onerror=alert(1)>' }), {
    isChosen: true,
    playground: '/playground/',
  });
  expect(html).not.toMatch(/<img|<b>/);
  expect(html).toContain(
    'value="own/&lt;b&gt;&quot;x&quot;" aria-label="Compare own/&lt;b&gt;&quot;x&quot;" checked',
  );
  expect(html).toContain('/playground/?model=own%2F%3Cb%3E%22x%22');
});

test('side by side, the cheapest is marked, a price that is not known is no price, and who is equal is not cheaper', () => {
  const size = { promptTokens: 10_000, completionTokens: 1_000 };
  const cheap = model({ id: 'a/cheap' });
  const dear = model({ id: 'a/dear', prices: { ...unpriced, input: '2', output: '8' } });
  const html = compareModels([cheap, dear, model({ id: 'a/unknown', prices: null })], size);
  expect(html).toContain('data-cheapest><b>$0.014</b>');
  expect(html).toContain('<b>$0.028</b>');
  expect(html.match(/data-cheapest/g)).toHaveLength(1);
  expect(compareModels([cheap, cheap], size)).not.toContain('data-cheapest');
});
