// What goes wrong before the first token: the caller gets the row's status and code, or another provider's answer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors } from '../../src/errors.ts';
import { ask, askStream } from '../support/ask.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { forgetful } from '../support/forgetful.ts';
import { completion, goodStream, httpAnswer, streamAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';
import { answers } from './answer-rows.ts';
import { refusals } from './refusal-rows.ts';
import { answer } from './upstream-fault-row.ts';

const rows = [...refusals, ...answers];

let faults: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  const programs = Object.fromEntries(rows.map(({ what, program }) => [what, program]));
  const sound = answer(httpAnswer(completion()), streamAnswer(goodStream('Hello', ' there')));
  faults = await faultServer({ ...programs, sound });
  const provider = { adapter: 'openai-compatible', baseUrl: faults.url };
  gateway = await testGateway({
    ...forgetful,
    providers: { broken: provider, working: provider },
    upstream: { ...forgetful.upstream, maxEventBytes: 10_000, maxBodyBytes: 40_000, connections: 100 },
  });
});
afterAll(async () => {
  await gateway.close();
  await faults[Symbol.asyncDispose]();
});

describe.each(rows)('$what', ({ what, code, seen, type, verdict, only, param = null, retryAfterMs }) => {
  const ways = [
    ['whole', ask],
    ['stream', askStream],
  ] as const;
  const tries = ways.filter(([way]) => only === undefined || way === only);
  const { status, retry, type: errorType } = errors[code];
  const failed = { provider: 'broken', model: what, status_code: seen, error_type: type, succeeded: false };

  test.each(tries)(`%s, with nobody else to ask: ${status} ${code}`, async (_way, asked) => {
    const before = faults.of(what).length;
    const answered = await asked(gateway, { model: `broken/${what}` });
    const attempts = verdict === 'same once, next' ? [failed, failed] : [failed];
    expect(answered).toMatchObject({
      status,
      failure: {
        error: { code, type: errorType, param },
        metadata: { request_id: answered.requestId, requested_model: `broken/${what}`, routing: attempts },
      },
    });
    expect(answered.failure?.metadata?.routing).toHaveLength(attempts.length);
    expect(faults.of(what)).toHaveLength(before + attempts.length);
    expect(answered.headers.get('x-should-retry')).toBe(String(retry));
    expect(answered.headers.get('retry-after-ms')).toBe(
      retryAfterMs === undefined ? null : `${retryAfterMs}`,
    );
    if (retryAfterMs !== undefined)
      expect(answered.headers.get('retry-after')).toBe(`${Math.ceil(retryAfterMs / 1000)}`);
    expect(JSON.stringify(answered.failure)).not.toContain('canary');
    await gateway.recordOf(answered.requestId);
    expect(gateway.recordsOf(answered.requestId)).toEqual([
      expect.objectContaining({ outcome: 'failed', errorCode: code, usage: null, usedModel: null }),
    ]);
  });

  test.each(tries)(
    verdict === 'stop'
      ? '%s, with somebody else to ask: refused all the same'
      : '%s, with somebody else to ask: answered',
    async (_way, asked) => {
      const before = faults.of(what).length;
      const answered = await asked(gateway, { model: `broken/${what}`, models: ['working/sound'] });
      expect(faults.of(what)).toHaveLength(before + 1);
      if (verdict === 'stop') {
        expect(answered).toMatchObject({
          status,
          failure: { error: { code }, metadata: { routing: [failed] } },
        });
        return;
      }
      const metadata = 'completion' in answered ? answered.completion?.metadata : answered.last?.metadata;
      expect(answered.status).toBe(200);
      expect(metadata).toMatchObject({
        requested_model: `broken/${what}`,
        used_provider: 'working',
        used_model: 'sound',
        routing: [failed, { provider: 'working', model: 'sound', status_code: 200, succeeded: true }],
      });
      await gateway.recordOf(answered.requestId);
      expect(gateway.recordsOf(answered.requestId)).toEqual([
        expect.objectContaining({ outcome: 'completed', usedModel: 'working/sound' }),
      ]);
    },
  );
});

test('U22 a redirect is not even looked at', () => {
  expect(faults.exchanges.filter(({ path }) => path !== '/v1/chat/completions')).toEqual([]);
});
