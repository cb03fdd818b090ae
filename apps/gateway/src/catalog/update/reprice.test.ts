import { expect, test } from 'vitest';
import type { PriceRow, Rates } from '../model.ts';
import { reprice } from './reprice.ts';

const known: PriceRow = { as_of: '2026-01-01', source: 'models.dev, elsewhere', input: '2', output: '8' };
const stated: PriceRow = { as_of: '2026-02-01', source: 'models.dev', input: '2', output: '8' };
const tier = (above_prompt_tokens: number, rates: Partial<Rates>) => ({ above_prompt_tokens, ...rates });

const ratesOf = ({ as_of: _asOf, source: _source, ...rates }: PriceRow) => rates;
const change = (rate: string, from: string | null, to: string | null, steep = false) => ({
  kind: 'price',
  rate,
  from,
  to,
  steep,
});

const cases: [
  what: string,
  ours: Partial<PriceRow>,
  theirs: Partial<PriceRow>,
  want: object,
  changes: object[],
][] = [
  ['nothing, written in another way', { input: '2.0' }, {}, { input: '2', output: '8' }, []],
  ['a rate that moved', {}, { output: '9' }, { input: '2', output: '9' }, [change('output', '8', '9')]],
  [
    'a rate that we lacked',
    {},
    { cached_input: '0.2' },
    { input: '2', output: '8', cached_input: '0.2' },
    [change('cached_input', null, '0.2')],
  ],
  [
    'a rate that they don’t speak of stays',
    { cached_input: '0.2', web_search: '0.01' },
    {},
    { input: '2', output: '8', cached_input: '0.2', web_search: '0.01' },
    [],
  ],
  [
    'what hangs on a price that moved is not known any more; what doesn’t, is',
    { cached_input: '0.2', cache_write_1h: '4', web_search: '0.01', tiers: [tier(100, { input: '4' })] },
    { input: '1' },
    { input: '1', output: '8', web_search: '0.01' },
    [
      change('input', '2', '1'),
      change('cached_input', '0.2', null),
      change('cache_write_1h', '4', null),
      change('input above 100 tokens', '4', null),
    ],
  ],
  [
    'a bound that they round is ours',
    { tiers: [tier(199_999, { input: '4' })] },
    { tiers: [tier(200_000, { input: '5' })] },
    { input: '2', output: '8', tiers: [tier(199_999, { input: '5' })] },
    [change('input above 199999 tokens', '4', '5')],
  ],
  ['ten times as much', {}, { input: '20' }, { input: '20', output: '8' }, [change('input', '2', '20')]],
  [
    'more than that',
    {},
    { input: '20.1' },
    { input: '20.1', output: '8' },
    [change('input', '2', '20.1', true)],
  ],
  [
    'less than a tenth',
    {},
    { output: '0.7' },
    { input: '2', output: '0.7' },
    [change('output', '8', '0.7', true)],
  ],
  ['free no longer', { input: '0' }, {}, { input: '2', output: '8' }, [change('input', '0', '2', true)]],
];
test.each(cases)('%s', (_what, ours, theirs, want, changes) => {
  const result = reprice({ ...known, ...ours }, { ...stated, ...theirs });
  expect(ratesOf(result.row)).toEqual(want);
  expect(result.changes).toEqual(changes);
});

test('a row says where all of it was read', () => {
  expect(reprice({ ...known, web_search: '0.01' }, stated).row.source).toBe('models.dev, elsewhere');
  expect(reprice(known, { ...stated, input: '3' }).row).toMatchObject({
    source: 'models.dev',
    as_of: '2026-02-01',
  });
});
