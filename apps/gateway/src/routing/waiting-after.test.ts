import { expect, test } from 'vitest';
import { type FailureCode, failure } from '../providers/failure.ts';
import { waitingAfter } from './waiting-after.ts';

const at = (id: string, name: string) => ({ provider: { id }, name });
const target = at('a', 'a/1');
const others = [at('a', 'a/2'), at('b', 'b/1'), at('c', 'c/1')];
const usual = { isRepeated: false, isOrderGiven: false, mayWait: true, hasOtherKey: false };

const rows: [code: FailureCode, given: Partial<typeof usual>, left: string[] | null][] = [
  ['upstream_overloaded', {}, ['b/1', 'c/1', 'a/2']],
  ['upstream_overloaded', { isOrderGiven: true }, ['a/2', 'b/1', 'c/1']],
  ['upstream_auth_failed', {}, ['b/1', 'c/1']],
  ['upstream_auth_failed', { hasOtherKey: true }, ['a/1', 'b/1', 'c/1', 'a/2']],
  ['upstream_rate_limited', { mayWait: false, hasOtherKey: true }, ['b/1', 'c/1', 'a/2', 'a/1']],
  ['upstream_connect_failed', { isOrderGiven: true }, ['b/1', 'c/1']],
  ['upstream_connection_lost', {}, ['b/1', 'c/1', 'a/2', 'a/1']],
  ['upstream_connection_lost', { isRepeated: true }, ['b/1', 'c/1', 'a/2']],
  ['upstream_rate_limited', { isRepeated: true }, ['b/1', 'c/1', 'a/2', 'a/1']],
  ['upstream_rate_limited', { mayWait: false }, ['b/1', 'c/1', 'a/2']],
  ['upstream_invalid_request', {}, null],
  ['content_policy_violation', {}, null],
  ['upstream_response_too_large', {}, null],
];
test.each(rows)('after %s, %j: %j', (code, given, left) => {
  const after = waitingAfter({ failure: failure(code, 0), target, others, ...usual, ...given });
  expect(after?.map(({ name }) => name) ?? null).toEqual(left);
});
