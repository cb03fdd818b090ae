import { expect, test } from 'vitest';
import { readReport, readUsage } from './usage.ts';

test('input that is read from and written to the cache is inside the prompt', () => {
  const wire = {
    input_tokens: 3,
    cache_creation_input_tokens: 20,
    cache_read_input_tokens: 100,
    output_tokens: 7,
  };
  expect(readUsage(wire)).toEqual({
    prompt_tokens: 123,
    completion_tokens: 7,
    total_tokens: 130,
    prompt_tokens_details: { cached_tokens: 100, cache_write_tokens: 20 },
    completion_tokens_details: {},
  });
});

test("what isn't told is not zero", () => {
  const wire = {
    input_tokens: 3,
    cache_creation_input_tokens: null,
    output_tokens: 0,
    server_tool_use: null,
  };
  expect(readUsage(wire)).toEqual({
    prompt_tokens: 3,
    completion_tokens: 0,
    total_tokens: 3,
    prompt_tokens_details: {},
    completion_tokens_details: {},
  });
});

test.each([
  ['none', undefined],
  ['no input', { output_tokens: 1 }],
  ['no output', { input_tokens: 1 }],
  ['a negative input', { input_tokens: -1, output_tokens: 1 }],
  ['a negative cache', { input_tokens: 1, cache_read_input_tokens: -5, output_tokens: 1 }],
  ['half a token', { input_tokens: 1.5, output_tokens: 1 }],
  [
    'more thinking than output',
    { input_tokens: 1, output_tokens: 1, output_tokens_details: { thinking_tokens: 2 } },
  ],
])('%s is no usage', (_what, wire) => {
  expect(readUsage(wire)).toBeNull();
});

test('of what is written to a cache, what is kept for an hour is told apart', () => {
  const wire = {
    input_tokens: 3,
    output_tokens: 7,
    cache_creation_input_tokens: 20,
    cache_creation: { ephemeral_5m_input_tokens: 12, ephemeral_1h_input_tokens: 8 },
  };
  expect(readUsage(wire)?.prompt_tokens_details).toEqual({
    cache_write_tokens: 20,
    cache_write_1h_tokens: 8,
  });
});

test.each([
  [{ service_tier: 'standard', inference_geo: 'global' }, undefined],
  [{ service_tier: 'batch', inference_geo: 'not_available' }, ['service_tier:batch']],
  [{ service_tier: 'priority', inference_geo: 'us' }, ['service_tier:priority', 'inference_geo:us']],
])('%j leaves without a price: %j', (wire, unpriced) => {
  expect(readReport({ input_tokens: 1, output_tokens: 1, ...wire })?.unpriced).toEqual(unpriced);
});

test('searches are kept where the counts of tokens can not be believed', () => {
  expect(readReport({ input_tokens: -1, server_tool_use: { web_search_requests: 2 } })).toEqual({
    web_searches: 2,
    anomalies: ['unreadable'],
  });
});
