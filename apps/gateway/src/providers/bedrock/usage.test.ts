import { expect, test } from 'vitest';
import { readReport } from './usage.ts';

const usage = { inputTokens: 10, outputTokens: 4, totalTokens: 34, cacheWriteInputTokens: 20 };

test('of what is written to a cache, what is kept for an hour is told apart', () => {
  const cacheDetails = [
    { ttl: '5m', inputTokens: 12 },
    { ttl: '1h', inputTokens: 8 },
  ];
  expect(readReport({ usage: { ...usage, cacheDetails } })).toMatchObject({
    prompt_tokens: 30,
    prompt_tokens_details: { cache_write_tokens: 20, cache_write_1h_tokens: 8 },
  });
  expect(readReport({ usage })?.prompt_tokens_details).toEqual({ cache_write_tokens: 20 });
});

test.each([
  [undefined, undefined],
  [{ type: 'default' }, undefined],
  [{ type: 'flex' }, ['service_tier:flex']],
  [{ type: 'reserved' }, ['service_tier:reserved']],
])('the tier %j leaves without a price: %j', (serviceTier, unpriced) => {
  expect(readReport({ usage, serviceTier })?.unpriced).toEqual(unpriced);
});

test('what can not be read is told', () => {
  expect(readReport({})).toBeNull();
  expect(readReport({ usage: { ...usage, inputTokens: -1 } })).toEqual({ anomalies: ['unreadable'] });
});
