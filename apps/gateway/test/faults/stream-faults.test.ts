import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors } from '../../src/errors.ts';
import { askStream, readEvents, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { type FaultServer, faultServer, type Program } from '../support/fault-server.ts';
import {
  began,
  done,
  event,
  finished,
  goodStream,
  inChunk,
  lastChunk,
  said,
  streamAnswer,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const halfway = began + said('Hello') + said(' the');
const open = streamHead() + inChunk(halfway);

type Row = { what: string; program: Program; code: keyof typeof errors; type: string };

const stays =
  (bytes: string): Program =>
  ({ socket }) =>
    socket.write(bytes);
const ends =
  (bytes: string): Program =>
  ({ socket }) =>
    socket.end(bytes);

const broken: Row[] = [
  { what: 'U7 silence', program: stays(open), code: 'upstream_stream_stalled', type: 'timeout' },
  {
    what: 'U7 pings and nothing else',
    program({ socket, closed }) {
      socket.write(open);
      const pings = setInterval(() => socket.write(inChunk(': ping\n\n')), 20);
      closed.then(() => clearInterval(pings));
    },
    code: 'upstream_stream_stalled',
    type: 'timeout',
  },
  {
    what: 'U8 an end in the middle of the encoding',
    program: ends(open),
    code: 'upstream_stream_interrupted',
    type: 'upstream_error',
  },
  {
    what: 'U8 a reset',
    program({ socket }) {
      socket.write(open, () => setImmediate(() => socket.resetAndDestroy()));
    },
    code: 'upstream_stream_interrupted',
    type: 'upstream_error',
  },
  {
    what: 'U8 an end that HTTP finds in order (Portkey #1797, Bifrost #5546)',
    program: ends(open + lastChunk),
    code: 'upstream_stream_interrupted',
    type: 'upstream_error',
  },
  {
    what: 'U9 an end of the connection that also ends the body',
    program: ends(streamHead({ chunked: false }) + halfway),
    code: 'upstream_stream_interrupted',
    type: 'upstream_error',
  },
  {
    what: 'U9 [DONE] without a finish reason',
    program: ends(streamAnswer(halfway + done)),
    code: 'upstream_stream_interrupted',
    type: 'upstream_error',
  },
  {
    what: 'U10 JSON that breaks off (LiteLLM #40404)',
    program: stays(open + inChunk(event('{"choices": [{"del') + finished() + done) + lastChunk),
    code: 'upstream_invalid_response',
    type: 'upstream_error',
  },
  {
    what: 'U16 an error event (LiteLLM #36768)',
    program: stays(open + inChunk(event({ error: { message: 'canary words' } }) + done) + lastChunk),
    code: 'upstream_error',
    type: 'upstream_error',
  },
  {
    what: 'U16 a rate limit as an error event',
    program: stays(open + inChunk(event({ error: { code: 429 } })) + lastChunk),
    code: 'upstream_rate_limited',
    type: 'rate_limited',
  },
  {
    what: 'U22 a chunk without a size',
    program: stays(`${open}no size\r\n`),
    code: 'upstream_stream_interrupted',
    type: 'upstream_error',
  },
];

// What it waits for is the first token at the caller's: in one network read the two would be one.
const firstToken = deferred();
const neverEnds: Program = async ({ socket }) => {
  socket.write(open);
  await firstToken.promise;
  socket.write(inChunk(`data: ${'x'.repeat(20_000)}`));
};

// One choice of two is whole when it breaks: what came so far is still not the answer.
const twoChoices: Row[] = [
  {
    what: 'U8 an end between two choices',
    program: ends(streamAnswer(said('Hello', 0) + finished('stop', 0))),
    code: 'upstream_stream_interrupted',
    type: 'upstream_error',
  },
  {
    what: 'U8 an end in the second choice',
    program: ends(streamAnswer(said('Hello', 0) + said('Hi', 1) + finished('stop', 0))),
    code: 'upstream_stream_interrupted',
    type: 'upstream_error',
  },
];

const whole: [what: string, program: Program][] = [
  ['as it should be', stays(streamAnswer(goodStream('Hello', ' there')))],
  ['U9 without [DONE]', stays(streamAnswer(began + said('Hello there') + finished() + used()))],
  ['U20 [DONE] twice', stays(streamAnswer(goodStream('Hello there') + done))],
  [
    'U20 data after [DONE]',
    stays(streamAnswer(goodStream('Hello there') + said(' and more') + finished('length'))),
  ],
  ['U20 a connection that stays open after [DONE]', stays(streamHead() + inChunk(goodStream('Hello there')))],
  [
    'U8 a reset after the finish reason',
    ends(streamHead() + inChunk(began + said('Hello there') + finished() + used())),
  ],
  [
    'U11 one byte at a time',
    async ({ socket }) => {
      socket.write(streamHead());
      for (const byte of Buffer.from(goodStream('Hello', ' there'))) {
        socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.of(byte), Buffer.from('\r\n')]));
        await new Promise(setImmediate);
      }
      socket.write(lastChunk);
    },
  ],
  [
    'U11 CRLF and a byte order mark',
    stays(streamAnswer(`\ufeff${goodStream('Hello there').replaceAll('\n', '\r\n')}`)),
  ],
  ['U11 CR', stays(streamAnswer(goodStream('Hello there').replaceAll('\n', '\r')))],
  [
    'U22 a 103 before it',
    stays(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${streamAnswer(goodStream('Hello there'))}`),
  ],
];

let faults: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  faults = await faultServer({
    ...Object.fromEntries([...broken, ...twoChoices].map(({ what, program }) => [what, program])),
    ...Object.fromEntries(whole),
    sound: stays(streamAnswer(goodStream('Never asked'))),
    'never-ends': neverEnds,
  });
  gateway = await testGateway({
    providers: {
      broken: { adapter: 'openai-compatible', baseUrl: faults.url },
      working: { adapter: 'openai-compatible', baseUrl: faults.url },
    },
    upstream: { maxEventBytes: 10_000 },
    timeouts: { idleMs: 300 },
  });
});
afterAll(async () => {
  await gateway.close();
  await faults[Symbol.asyncDispose]();
});

describe('a stream that breaks says so', () => {
  test.each(broken)('$what', async ({ what, code, type }) => {
    const streamed = await askStream(gateway, { model: `broken/${what}`, models: ['working/sound'] });
    expect(streamed).toMatchObject({
      status: 200,
      text: 'Hello the',
      last: null,
      done: false,
      error: {
        id: 'chatcmpl-upstream',
        model: `broken/${what}`,
        error: { code, type: errors[code].type, param: null },
        choices: [{ index: 0, delta: {}, finish_reason: 'error' }],
        metadata: {
          request_id: streamed.requestId,
          routing: [{ provider: 'broken', model: what, succeeded: false, error_type: type }],
        },
      },
    });
    expect(streamed.error?.usage?.completion_tokens).toBeGreaterThan(0);
    expect(JSON.stringify(streamed.error)).not.toContain('canary');
    expect(faults.of(what)).toHaveLength(1);
    expect(faults.of('sound')).toHaveLength(0);
    await gateway.recordOf(streamed.requestId);
    expect(gateway.recordsOf(streamed.requestId)).toEqual([
      expect.objectContaining({
        outcome: 'failed',
        errorCode: code,
        usedModel: `broken/${what}`,
        usageSource: 'estimated',
        usage: streamed.error?.usage,
        attempts: [expect.objectContaining({ succeeded: false, error_type: type })],
      }),
    ]);
  });

  test('U12 an event that never ends', async () => {
    const { response } = await send(gateway, { model: 'broken/never-ends', stream: true });
    let bytes = '';
    for await (const piece of response.body ?? []) {
      bytes += Buffer.from(piece).toString('utf8');
      if (bytes.includes(' the')) firstToken.resolve();
    }
    expect(readEvents(bytes)).toMatchObject({
      text: 'Hello the',
      done: false,
      error: { error: { code: 'upstream_event_too_large' } },
    });
  });

  test.each(twoChoices)('$what', async ({ what, code }) => {
    const streamed = await askStream(gateway, { model: `broken/${what}`, n: 2 });
    expect(streamed).toMatchObject({ last: null, done: false, error: { error: { code } } });
  });
});

describe('a stream that is whole comes through whole', () => {
  test.each(whole)('%s', async (what) => {
    const streamed = await askStream(gateway, { model: `broken/${what}` });
    expect(streamed).toMatchObject({ text: 'Hello there', error: null, done: true });
    expect(streamed.chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    expect(streamed.last?.usage).toMatchObject({ prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 });
    await gateway.recordOf(streamed.requestId);
    expect(gateway.recordsOf(streamed.requestId)).toEqual([
      expect.objectContaining({ outcome: 'completed' }),
    ]);
  });
});
