import { describe, expect, test } from 'vitest';
import type { FailureCode } from '../failure.ts';
import { anthropic } from './index.ts';

const body = (type: string, message: string) => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_1',
});

const table: [status: number, type: string, message: string, code: FailureCode][] = [
  [400, 'invalid_request_error', 'max_tokens: Field required', 'upstream_invalid_request'],
  [
    400,
    'invalid_request_error',
    'prompt is too long: 210000 tokens > 200000 maximum',
    'context_length_exceeded',
  ],
  [
    400,
    'invalid_request_error',
    'input length and `max_tokens` exceed context limit: 1 + 2 > 2',
    'context_length_exceeded',
  ],
  [400, 'invalid_request_error', 'Output blocked by content filtering policy', 'content_policy_violation'],
  [400, 'invalid_request_error', 'Your credit balance is too low to access the API.', 'upstream_auth_failed'],
  [401, 'authentication_error', 'invalid x-api-key', 'upstream_auth_failed'],
  [402, 'billing_error', '', 'upstream_auth_failed'],
  [403, 'permission_error', '', 'upstream_auth_failed'],
  [404, 'not_found_error', 'model: claude-none', 'upstream_error'],
  [408, 'timeout_error', '', 'upstream_timeout'],
  [413, 'request_too_large', '', 'upstream_invalid_request'],
  [429, 'rate_limit_error', '', 'upstream_rate_limited'],
  [500, 'api_error', '', 'upstream_error'],
  [503, 'api_error', '', 'upstream_overloaded'],
  [504, 'timeout_error', '', 'upstream_timeout'],
  [529, 'overloaded_error', '', 'upstream_overloaded'],
];

test.each(table)('%d %s "%s" is %s', (status, type, message, code) => {
  expect(anthropic.error(status, {}, body(type, message))).toMatchObject({ code, status, param: null });
});

describe('the wait', () => {
  test('is the one of the header', () => {
    expect(anthropic.error(429, { 'retry-after': '12' }, {})).toMatchObject({ retryAfterMs: 12_000 });
  });

  test('is unknown without one', () => {
    expect(anthropic.error(529, {}, {}).retryAfterMs).toBeNull();
  });
});

test.each([[undefined], ['gone'], [[]], [{ error: 'text' }]])(
  'a body of %j is explained by its status',
  (given) => {
    expect(anthropic.error(500, {}, given).code).toBe('upstream_error');
  },
);
