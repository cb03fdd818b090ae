import { expect, test } from 'vitest';
import { faultOf, finishReasonOf } from './finish-reason.ts';

const cases: [given: string, want: string, why: string][] = [
  ['stop', 'stop', 'OpenAI'],
  ['length', 'length', 'OpenAI'],
  ['tool_calls', 'tool_calls', 'OpenAI'],
  ['function_call', 'tool_calls', 'its forerunner'],
  ['content_filter', 'content_filter', 'OpenAI'],
  ['STOP', 'stop', 'case is no difference'],
  ['max_tokens', 'length', 'as Anthropic says it'],
  ['brand_new_reason', 'stop', 'nobody knows it, and the provider was done'],
  ['constructor', 'stop', 'a name that every object has'],
  ['__proto__', 'stop', 'a name that every object has'],
];
test.each(cases)('"%s" is %s: %s', (given, want) => {
  expect(finishReasonOf(given)).toBe(want);
});

test.each(['error', 'abort', 'insufficient_system_resource'])('"%s" is a failure and no end', (given) => {
  expect(faultOf({ finish_reason: given })).toMatchObject({ code: expect.stringMatching(/^upstream_/) });
});

test.each(['stop', 'constructor', '__proto__', '', null])('%j is no failure', (given) => {
  expect(faultOf({ finish_reason: given })).toBeNull();
});
