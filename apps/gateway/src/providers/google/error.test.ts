import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { callOf, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import type { FailureCode } from '../failure.ts';
import { google } from './index.ts';

const error = (status: string, rest: object = {}) => ({
  error: { code: 0, message: 'Secret.', status, ...rest },
});
const tooLong = 'The input token count (9) exceeds the maximum number of tokens allowed (8).';

const cases: [status: number, body: unknown, code: FailureCode][] = [
  [400, error('INVALID_ARGUMENT'), 'upstream_invalid_request'],
  [400, error('INVALID_ARGUMENT', { message: tooLong }), 'context_length_exceeded'],
  [400, error('INVALID_ARGUMENT', { details: [{ reason: 'API_KEY_INVALID' }] }), 'upstream_auth_failed'],
  [400, error('FAILED_PRECONDITION'), 'upstream_auth_failed'],
  [401, error('UNAUTHENTICATED'), 'upstream_auth_failed'],
  [403, error('PERMISSION_DENIED'), 'upstream_auth_failed'],
  [404, error('NOT_FOUND'), 'upstream_error'],
  [429, error('RESOURCE_EXHAUSTED'), 'upstream_rate_limited'],
  [500, error('INTERNAL'), 'upstream_error'],
  [503, error('UNAVAILABLE'), 'upstream_overloaded'],
  [504, error('DEADLINE_EXCEEDED'), 'upstream_timeout'],
  [503, [error('UNAVAILABLE')], 'upstream_overloaded'],
  [502, undefined, 'upstream_error'],
];
test.each(cases)('%d %j is %s', (status, body, code) => {
  expect(google.error(status, {}, body)).toMatchObject({ code, status, param: null });
});

test('the wait is the one of the body, else the one of the headers', () => {
  const body = error('RESOURCE_EXHAUSTED', { details: [{ retryDelay: '1.25s' }] });
  expect(google.error(429, { 'retry-after': '9' }, body).retryAfterMs).toBe(1250);
  expect(google.error(429, { 'retry-after': '9' }, error('RESOURCE_EXHAUSTED')).retryAfterMs).toBe(9000);
  expect(google.error(429, {}, error('RESOURCE_EXHAUSTED')).retryAfterMs).toBeNull();
});

test('an error inside a 200 counts as the status that it names', async () => {
  const body = { error: { code: 503, message: 'Secret.', status: 'UNAVAILABLE' } };
  expect(google.response(body, callOf())).toMatchObject({
    ok: false,
    failure: { code: 'upstream_overloaded', status: 503 },
  });
  expect(toldByWhole(google, error('UNKNOWN')).failure).toBe('upstream_error');
  expect((await toldByStream(google, `data: ${JSON.stringify(body)}\n\n`)).failure).toBe(
    'upstream_overloaded',
  );
});

const recording = resolve(
  import.meta.dirname,
  '../../../../../../shared/recordings/google/google-429-retry-info.json',
);
test.skipIf(!existsSync(recording))(
  'the recorded refusal (kept beside the repository) says how long to wait',
  () => {
    const body: unknown = JSON.parse(readFileSync(recording, 'utf8'));
    expect(google.error(429, {}, body)).toMatchObject({
      code: 'upstream_rate_limited',
      retryAfterMs: 34_400,
    });
  },
);
