import { expect, test } from 'vitest';
import { describeModel } from './describe-model.ts';
import { type PriceRow, uncataloguedModel } from './model.ts';

const shown = (...prices: PriceRow[]) =>
  describeModel({ provider: 'acme', model: { ...uncataloguedModel('m'), prices } }, [], true);

test('every price of a model is shown, for one of what it is for', () => {
  const row: PriceRow = {
    as_of: '2026-11-01',
    source: 'it',
    input: '2',
    output: '8',
    cached_input: '0.5',
    cache_write: '2.5',
    cache_write_1h: '4',
    audio_input: '40',
    audio_output: '80',
    image_input: '10',
    image_output: '30',
    image: '0.04',
    request: '0.005',
    web_search: '0.01',
    tiers: [{ above_prompt_tokens: 200_000, input: '4', cached_input: '1', audio_input: '50' }],
  };
  expect(shown(row).pricing).toEqual({
    prompt: '0.000002',
    completion: '0.000008',
    input_cache_read: '0.0000005',
    input_cache_write: '0.0000025',
    input_cache_write_1h: '0.000004',
    input_audio: '0.00004',
    output_audio: '0.00008',
    input_image: '0.00001',
    output_image: '0.00003',
    image: '0.04',
    request: '0.005',
    web_search: '0.01',
    tiers: [
      {
        above_prompt_tokens: 200_000,
        prompt: '0.000004',
        input_cache_read: '0.000001',
        input_audio: '0.00005',
      },
    ],
    as_of: '2026-11-01',
    source: 'it',
  });
});

test('a price that is not known is not shown as none', () => {
  expect(shown().pricing).toBeNull();
  expect(shown({ as_of: '2026-11-01', source: 'it', input: '1', output: '2' }).pricing).not.toHaveProperty(
    'tiers',
  );
});

const free = { as_of: '2026-11-01', source: 'it', input: '0', output: '0.00' };
test.each<[what: string, rows: PriceRow[], want: boolean]>([
  ['no price', [], false],
  ['nothing but zeros', [free], true],
  ['a price of sound', [{ ...free, audio_input: '1' }], false],
  ['a price of long prompts', [{ ...free, tiers: [{ above_prompt_tokens: 1, input: '1' }] }], false],
  ['a price that it once had', [free, { ...free, input: '1' }], true],
])('a model with %s: free is %s', (_what, rows, want) => {
  expect(shown(...rows).free).toBe(want);
});
