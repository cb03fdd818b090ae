// What goes wrong before the first token: the caller gets the row's status and code, or another provider's answer.
import { gzipSync } from 'node:zlib';
import type { RoutingAttempt } from '@parley/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors } from '../../src/errors.ts';
import { ask, askStream } from '../support/ask.ts';
import { type FaultServer, faultServer, type Program } from '../support/fault-server.ts';
import {
  began,
  completion,
  done,
  event,
  finished,
  goodStream,
  httpAnswer,
  inChunk,
  streamAnswer,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

type Row = {
  /** The row of the fault table, and the fault. */
  what: string;
  program: Program;
  code: keyof typeof errors;
  /** The provider's status, as the attempt tells it. */
  seen: number;
  type: RoutingAttempt['error_type'];
  /** Left out: the next provider is asked. */
  verdict?: 'stop' | 'same once, next';
  only?: 'whole' | 'stream';
  param?: string;
  retryAfterMs?: number;
};

const answer =
  (whole: string, stream = whole): Program =>
  ({ socket, body }) =>
    socket.write(body['stream'] === true ? stream : whole);

const refusal = (status: number, error: object = { message: 'canary words' }, headers = {}): Program =>
  answer(httpAnswer({ error }, { status, headers }));

const inside = (error: unknown): Program =>
  answer(httpAnswer({ error }), streamAnswer(event({ error }) + done));

const gzipped =
  (body: string): Program =>
  ({ socket }) => {
    const bytes = gzipSync(body);
    socket.write(
      httpAnswer('', { headers: { 'content-encoding': 'gzip', 'content-length': `${bytes.length}` } }),
    );
    socket.write(bytes);
  };

const cut =
  (bytes: string): Program =>
  ({ socket }) =>
    socket.end(bytes);

const upstream = 'upstream_error';
const rows: Row[] = [
  {
    what: 'U5 a reset before the headers',
    program: ({ socket }) => socket.resetAndDestroy(),
    code: 'upstream_connection_lost',
    seen: 0,
    type: 'network_error',
    verdict: 'same once, next',
  },
  {
    what: 'U5 an end before the headers',
    program: cut(''),
    code: 'upstream_connection_lost',
    seen: 0,
    type: 'network_error',
    verdict: 'same once, next',
  },
  {
    what: 'U8 a body that is shorter than it said',
    program: cut(httpAnswer(completion()).slice(0, -20)),
    code: 'upstream_connection_lost',
    seen: 200,
    type: upstream,
    verdict: 'same once, next',
    only: 'whole',
  },
  {
    what: 'U8 a stream that is cut before its first token',
    program: cut(streamHead() + inChunk(began)),
    code: 'upstream_stream_interrupted',
    seen: 200,
    type: upstream,
    only: 'stream',
  },
  {
    what: 'U9 a stream that ends with its connection before its first token',
    program: cut(streamHead({ chunked: false }) + began),
    code: 'upstream_stream_interrupted',
    seen: 200,
    type: upstream,
    only: 'stream',
  },
  {
    what: 'U9 a body that ends with its connection, half of it',
    program: cut(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${JSON.stringify(completion()).slice(0, 90)}`),
    code: 'upstream_invalid_response',
    seen: 200,
    type: upstream,
    only: 'whole',
  },
  {
    what: 'U10 what is no JSON',
    program: answer(httpAnswer('<html>'), streamAnswer(event('{"choices": [') + goodStream('Hi'))),
    code: 'upstream_invalid_response',
    seen: 200,
    type: upstream,
  },
  {
    what: 'U10 JSON that is no answer',
    program: answer(httpAnswer('[1]'), streamAnswer(event('"a"') + done)),
    code: 'upstream_invalid_response',
    seen: 200,
    type: upstream,
  },
  {
    what: 'U10 a whole answer where a stream was asked for',
    program: answer(httpAnswer(completion())),
    code: 'upstream_invalid_response',
    seen: 200,
    type: upstream,
    only: 'stream',
  },
  {
    what: 'U12 an event that never ends',
    program: answer('', streamHead() + inChunk(`data: ${'x'.repeat(20_000)}`)),
    code: 'upstream_event_too_large',
    seen: 200,
    type: upstream,
    only: 'stream',
  },
  {
    what: 'U13 a 429 with retry-after',
    program: refusal(429, { message: 'Slow down.' }, { 'retry-after': '7' }),
    code: 'upstream_rate_limited',
    seen: 429,
    type: 'rate_limited',
    retryAfterMs: 7000,
  },
  {
    what: 'U13 a 429 with retry-after-ms',
    program: refusal(429, {}, { 'retry-after': '7', 'retry-after-ms': '1500' }),
    code: 'upstream_rate_limited',
    seen: 429,
    type: 'rate_limited',
    retryAfterMs: 1500,
  },
  {
    what: 'U13 a 429 that asks for a year is clamped to an hour',
    program: refusal(429, {}, { 'retry-after': '31536000' }),
    code: 'upstream_rate_limited',
    seen: 429,
    type: 'rate_limited',
    retryAfterMs: 3_600_000,
  },
  ...(
    [
      [500, 'upstream_error', upstream],
      [502, 'upstream_error', upstream],
      [503, 'upstream_overloaded', upstream],
      [504, 'upstream_timeout', 'timeout'],
      [529, 'upstream_overloaded', upstream],
    ] as const
  ).map(([seen, code, type]): Row => ({ what: `U14 a ${seen}`, program: refusal(seen), code, seen, type })),
  {
    what: 'U14 a 502 with a page of HTML',
    program: answer(httpAnswer('<html>', { status: 502, headers: { 'content-type': 'text/html' } })),
    code: 'upstream_error',
    seen: 502,
    type: upstream,
  },
  {
    what: 'U15 a context that is too long',
    program: refusal(400, { message: 'm', code: 'context_length_exceeded', param: 'messages' }),
    code: 'context_length_exceeded',
    seen: 400,
    type: upstream,
    verdict: 'stop',
    param: 'messages',
  },
  {
    what: 'U15 a 400 that names a field',
    program: refusal(400, { message: 'Bad temperature.', param: 'temperature' }),
    code: 'upstream_invalid_request',
    seen: 400,
    type: upstream,
    verdict: 'stop',
    param: 'temperature',
  },
  {
    what: 'U15 a 400 whose field is prose',
    program: refusal(400, { message: 'm', param: 'see our page, friend' }),
    code: 'upstream_invalid_request',
    seen: 400,
    type: upstream,
    verdict: 'stop',
  },
  ...[401, 403].map(
    (seen): Row => ({
      what: `U15 a ${seen} is the gateway's fault and not the caller's`,
      program: refusal(seen),
      code: 'upstream_auth_failed',
      seen,
      type: upstream,
    }),
  ),
  { what: 'U15 a 404', program: refusal(404), code: 'upstream_error', seen: 404, type: upstream },
  {
    what: 'U16 an error inside a 200',
    program: inside({ message: 'no' }),
    code: 'upstream_error',
    seen: 500,
    type: upstream,
  },
  {
    what: 'U16 a rate limit inside a 200',
    program: inside({ message: 'no', code: 429 }),
    code: 'upstream_rate_limited',
    seen: 429,
    type: 'rate_limited',
  },
  {
    what: 'U16 an error of one sentence inside a 200',
    program: inside('overloaded'),
    code: 'upstream_overloaded',
    seen: 503,
    type: upstream,
  },
  {
    what: 'U17 no choices',
    program: answer(httpAnswer(completion({}, { choices: [] })), streamAnswer(used() + done)),
    code: 'upstream_stream_interrupted',
    seen: 200,
    type: upstream,
    only: 'stream',
  },
  {
    what: 'U17 no choices in a whole answer',
    program: answer(httpAnswer(completion({}, { choices: [] }))),
    code: 'upstream_empty_response',
    seen: 200,
    type: upstream,
    only: 'whole',
  },
  {
    what: 'U17 a choice that says nothing and cost nothing',
    program: answer(
      httpAnswer(
        completion({ content: '' }, { usage: { prompt_tokens: 9, completion_tokens: 0, total_tokens: 9 } }),
      ),
      streamAnswer(
        began + finished() + used({ prompt_tokens: 9, completion_tokens: 0, total_tokens: 9 }) + done,
      ),
    ),
    code: 'upstream_empty_response',
    seen: 200,
    type: upstream,
  },
  {
    what: 'U21 a gzip body that nobody asked for',
    program: gzipped(JSON.stringify(completion())),
    code: 'upstream_invalid_encoding',
    seen: 200,
    type: upstream,
  },
  {
    what: 'U21 a gzip bomb is not unpacked',
    program: gzipped(' '.repeat(20_000_000)),
    code: 'upstream_invalid_encoding',
    seen: 200,
    type: upstream,
  },
  {
    what: 'U22 a redirect, which is not followed',
    program: answer(httpAnswer('', { status: 302, headers: { location: '/v1/elsewhere' } })),
    code: 'upstream_invalid_response',
    seen: 302,
    type: upstream,
  },
  {
    what: 'U22 headers that are too large',
    program: answer(httpAnswer(completion(), { headers: { 'x-large': 'x'.repeat(64_000) } })),
    code: 'upstream_invalid_response',
    seen: 0,
    type: 'network_error',
  },
  {
    what: 'U22 both a length and an encoding',
    program: answer(httpAnswer(completion(), { headers: { 'transfer-encoding': 'chunked' } })),
    code: 'upstream_invalid_response',
    seen: 0,
    type: 'network_error',
  },
  {
    what: 'U22 what is no HTTP',
    program: answer('SSH-2.0-OpenSSH_9.9\r\n'),
    code: 'upstream_invalid_response',
    seen: 0,
    type: 'network_error',
  },
  {
    what: 'U22 a chunk without a size',
    program: answer(`${streamHead()}no size\r\n`.replace('text/event-stream', 'application/json')),
    code: 'upstream_invalid_response',
    seen: 200,
    type: upstream,
    only: 'whole',
  },
  {
    what: 'U24 a body over the cap',
    program: answer(httpAnswer(completion({ content: 'x'.repeat(50_000) }))),
    code: 'upstream_response_too_large',
    seen: 200,
    type: upstream,
    verdict: 'stop',
    only: 'whole',
  },
];

let faults: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  const programs = Object.fromEntries(rows.map(({ what, program }) => [what, program]));
  const sound = answer(httpAnswer(completion()), streamAnswer(goodStream('Hello', ' there')));
  faults = await faultServer({ ...programs, sound });
  const provider = { adapter: 'openai-compatible', baseUrl: faults.url };
  gateway = await testGateway({
    providers: { broken: provider, working: provider },
    upstream: { maxEventBytes: 10_000, maxBodyBytes: 40_000, connections: 100 },
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
