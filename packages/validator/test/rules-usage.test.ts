import { expect, test } from 'vitest';
import { checkUsage, validateResponse } from '../src/index.ts';
import { completion, metadata, price, usage } from './support/valid.ts';

const messages = (usage: object, ...metadata: object[]) =>
  checkUsage(usage, ...metadata).map(({ message }) => message);
const priced = (fields: object) => ({ ...metadata(), price: { ...price(), ...fields } });

test('all that is wrong with a usage is told, amounts included', () => {
  const wrong = { ...usage(), total_tokens: 100, cost_usd_total: 0.001, cost_usd_output: 0.0008 };
  expect(messages(wrong, metadata())).toEqual([
    'usage.total_tokens must be 120 + 48, got 100.',
    'usage.cost_usd_total must be 0.00089 USD, the sum of the parts, got 0.001 USD.',
    'usage.cost_usd_output must be 0.00072 USD by the prices in metadata.price, got 0.0008 USD.',
  ]);
});

test('reasoning tokens are counted where they stand', () => {
  const tokens = { prompt_tokens: 1, completion_tokens: 5, total_tokens: 6 };
  expect(checkUsage({ ...tokens, completion_tokens_details: { reasoning_tokens: 6 } })).toEqual([
    {
      param: 'usage.completion_tokens_details.reasoning_tokens',
      message: 'usage holds 6 reasoning tokens, more than the 5 completion_tokens.',
      kind: 'invalid',
      rule: 'U3',
    },
  ]);
});

test('a usage that does not fit its schema is held to nothing else', () => {
  expect(messages({ prompt_tokens: -1 })).toEqual(['completion_tokens is required.']);
  expect(messages(usage(), {})).toEqual(['request_id is required.']);
});

test('without a price of their own, cached and cache-written tokens cost as much as any', () => {
  const plain = priced({ cached_input_per_million: undefined });
  const details = { cached_tokens: 60, cache_write_tokens: 40 };
  const costs = { cost_usd_cached_input: 0.00018, cost_usd_cache_write: 0.00012, cost_usd_total: 0.00108 };
  expect(messages({ ...usage(), prompt_tokens_details: details, ...costs }, plain)).toEqual([]);
});

test('a price for cache writes, for the request and for searches is paid', () => {
  const row = priced({ cache_write_per_million: '3.75', per_request: '0.005', per_web_search: '0.01' });
  const paid = {
    ...usage(),
    prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 40 },
    web_searches: 2,
    cost_usd_cached_input: 0.000018,
    cost_usd_cache_write: 0.00015,
    cost_usd_request: 0.005,
    cost_usd_web_search: 0.02,
    cost_usd_total: 0.025948,
  };
  expect(messages(paid, row)).toEqual([]);
  expect(messages({ ...paid, cost_usd_request: undefined, cost_usd_total: 0.020948 }, row)).toEqual([
    'usage.cost_usd_request must be 0.005 USD by the prices in metadata.price, got 0 USD.',
  ]);
});

test('images that are priced apart count in the total and are not computed again', () => {
  const costs = { cost_usd_image_input: 0.001, cost_usd_image_output: 0.04, cost_usd_total: 0.04181 };
  expect(messages({ ...usage(), ...costs }, metadata())).toEqual([]);
});

test('a part is rounded to the picodollar once, and one picodollar off is wrong', () => {
  const row = priced({
    input_per_million: '0.0000005',
    cached_input_per_million: '0',
    output_per_million: '0',
  });
  const tokens = { prompt_tokens: 3, completion_tokens: 0, total_tokens: 3, cost_usd_output: 0 };
  expect(messages({ ...tokens, cost_usd_input: 2e-12, cost_usd_total: 2e-12 }, row)).toEqual([]);
  expect(messages({ ...tokens, cost_usd_input: 1e-12, cost_usd_total: 1e-12 }, row)).toHaveLength(1);
});

test('a cost without a named price is as wrong as a price without a cost', () => {
  expect(messages(usage(), { ...metadata(), price: undefined })).toEqual([
    'usage has a cost, but metadata.price does not name the prices.',
  ]);
});

test('free is a cost of zero', () => {
  const row = priced({ input_per_million: '0', output_per_million: '0', cached_input_per_million: '0' });
  const costs = { cost_usd_total: 0, cost_usd_input: 0, cost_usd_cached_input: 0, cost_usd_output: 0 };
  expect(messages({ ...usage(), ...costs }, row)).toEqual([]);
});

test('an answer tells its first problem, with the path from its top', () => {
  const wrong = { ...completion(), usage: { ...usage(), total_tokens: 100 } };
  expect(validateResponse('createChatCompletion', 200, wrong)).toEqual({
    param: 'usage.total_tokens',
    message: 'usage.total_tokens must be 120 + 48, got 100.',
    kind: 'invalid',
    rule: 'U1',
  });
});
