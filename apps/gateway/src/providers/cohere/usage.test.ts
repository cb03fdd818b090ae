import { expect, test } from 'vitest';
import { readReport } from './usage.ts';

const tokens = { input_tokens: 507, output_tokens: 10 };

test('what is billed stands beside what was read and written', () => {
  expect(readReport({ tokens, billed_units: { input_tokens: 12, output_tokens: 7 } })).toEqual({
    prompt_tokens: 507,
    completion_tokens: 10,
    total_tokens: 517,
    billed_prompt_tokens: 12,
    billed_completion_tokens: 7,
  });
});

test('where nothing is said of it, all of it is', () => {
  expect(readReport({ tokens })).toEqual({ prompt_tokens: 507, completion_tokens: 10, total_tokens: 517 });
});

test('searches are billed too', () => {
  expect(readReport({ tokens, billed_units: { search_units: 2 } })?.web_searches).toBe(2);
});
