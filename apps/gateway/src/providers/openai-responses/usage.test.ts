import { expect, test } from 'vitest';
import { readReport } from './usage.ts';

const usage = { input_tokens: 9, output_tokens: 4, total_tokens: 13 };

test('searches are those that the items tell of, unless the usage counts them', () => {
  expect(readReport({ usage }, 2)?.web_searches).toBe(2);
  const counted = { ...usage, server_side_tool_usage_details: { web_search_calls: 5 } };
  expect(readReport({ usage: counted }, 2)?.web_searches).toBe(5);
  expect(readReport({ usage }, 0)).not.toHaveProperty('web_searches');
});

test('searches are not lost where no usage comes', () => {
  expect(readReport({}, 2)).toEqual({ web_searches: 2 });
});

test('a tier that is not the standard one has no price', () => {
  expect(readReport({ usage, service_tier: 'priority' }, 0)?.unpriced).toEqual(['service_tier:priority']);
  expect(readReport({ usage, service_tier: 'default' }, 0)).not.toHaveProperty('unpriced');
});
