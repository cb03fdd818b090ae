import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, askStream } from '../support/ask.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { forgetful } from '../support/forgetful.ts';
import {
  began,
  completion,
  delta,
  done,
  finished,
  goodStream,
  httpAnswer,
  inChunk,
  lastChunk,
  said,
  streamAnswer,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let faults: FaultServer;
let impatient: TestGateway;
let deadline: TestGateway;
beforeAll(async () => {
  faults = await faultServer({
    silent: () => {},
    'head-only': ({ socket }) => socket.write(streamHead() + inChunk(began)),
    pings({ socket, closed }) {
      socket.write(streamHead());
      const timer = setInterval(() => socket.write(inChunk(': ping\n\n')), 20);
      closed.then(() => clearInterval(timer));
    },
    'half-said': ({ socket }) => socket.write(streamHead() + inChunk(began + said('Hel'))),
    // Longer than any limit in all, but never silent for as long.
    async thinks({ socket }) {
      socket.write(streamHead());
      for (let count = 0; count < 12; count++) {
        socket.write(inChunk(delta({ reasoning_content: 'Hm. ' })));
        await pause(90);
      }
      socket.write(inChunk(said('Yes.') + finished() + used() + done) + lastChunk);
    },
    // Later than the others may be, and long before the end.
    async late({ socket, body }) {
      await pause(1_400);
      socket.write(body['stream'] === true ? streamAnswer(goodStream('Late')) : httpAnswer(completion()));
    },
    'whole-and-slow': ({ socket }) => socket.write(httpAnswer(completion()).slice(0, -20)),
    sound: ({ socket, body }) =>
      socket.write(body['stream'] === true ? streamAnswer(goodStream('Sound')) : httpAnswer(completion())),
  });
  const providers = {
    slow: { adapter: 'openai-compatible', baseUrl: faults.url },
    working: { adapter: 'openai-compatible', baseUrl: faults.url },
  };
  impatient = await testGateway({
    ...forgetful,
    providers,
    timeouts: { firstTokenMs: 800, answerMs: 800, idleMs: 800, totalMs: 3_000 },
  });
  deadline = await testGateway({ providers, timeouts: { totalMs: 600 } });
});
afterAll(async () => {
  await impatient.close();
  await deadline.close();
  await faults[Symbol.asyncDispose]();
});

// They wait, so they wait together.
describe.concurrent('the first token', () => {
  const rows: [what: string, program: string, seen: number][] = [
    ['U6 not even headers', 'silent', 0],
    ['U6 headers and no token', 'head-only', 200],
    ['U6 headers and pings', 'pings', 200],
  ];
  test.each(rows)('%s: a 504, or another provider', async (_what, program, seen) => {
    const failed = { provider: 'slow', status_code: seen, error_type: 'timeout', succeeded: false };
    const alone = await askStream(impatient, { model: `slow/${program}` });
    expect(alone).toMatchObject({
      status: 504,
      failure: {
        error: { code: 'upstream_timeout', type: 'timeout_error' },
        metadata: { routing: [failed] },
      },
    });
    const helped = await askStream(impatient, { model: `slow/${program}`, models: ['working/sound'] });
    expect(helped.last?.metadata?.routing).toMatchObject([failed, { provider: 'working', succeeded: true }]);
    for (const { closed } of faults.of(program)) await closed;
  });

  test('U6 may take longer at the last provider: it gets what is left of the time', async () => {
    const [alone, last, first] = await Promise.all([
      askStream(impatient, { model: 'slow/late' }),
      askStream(impatient, { model: 'slow/silent', models: ['working/late'] }),
      askStream(impatient, { model: 'slow/late', models: ['working/sound'] }),
    ]);
    expect(alone).toMatchObject({ status: 200, text: 'Late', done: true });
    expect(last).toMatchObject({ status: 200, text: 'Late', done: true });
    expect(first.last?.metadata?.routing).toMatchObject([{ error_type: 'timeout' }, { provider: 'working' }]);
  });

  test.each([
    ['U6 not even headers', 'silent', 0],
    ['U6 half of it', 'whole-and-slow', 200],
  ])('a whole answer has a limit of its own, %s', async (_what, program, seen) => {
    const failed = { provider: 'slow', status_code: seen, error_type: 'timeout', succeeded: false };
    const [helped, alone, late] = await Promise.all([
      ask(impatient, { model: `slow/${program}`, models: ['working/sound'] }),
      ask(impatient, { model: `slow/${program}` }),
      ask(impatient, { model: 'slow/late' }),
    ]);
    expect(helped.completion?.metadata.routing).toMatchObject([failed, { provider: 'working' }]);
    expect(alone).toMatchObject({
      status: 504,
      failure: { error: { code: 'upstream_timeout' }, metadata: { routing: [failed] } },
    });
    expect(late.status).toBe(200);
    for (const { closed } of faults.of(program)) await closed;
  });

  test('U7 reasoning is progress, shown or hidden, however long it takes (Bifrost #5111)', async () => {
    for (const shown of [true, false]) {
      const streamed = await askStream(impatient, { model: 'slow/thinks', include_reasoning: shown });
      expect(streamed).toMatchObject({ status: 200, text: 'Yes.', done: true });
      const thoughts = streamed.chunks.map(({ choices }) => choices[0]?.delta.reasoning ?? '').join('');
      expect(thoughts).toBe(shown ? 'Hm. '.repeat(12) : '');
    }
  });
});

describe.concurrent('the deadline of the whole request', () => {
  const abandoned = { provider: 'slow', error_type: 'abandoned', succeeded: false };

  test.each([
    ['whole', ask],
    ['stream', askStream],
  ] as const)('before an answer began is a 504 that tells what was tried: %s', async (_way, asked) => {
    const answered = await asked(deadline, { model: 'slow/silent', models: ['working/sound'] });
    expect(answered).toMatchObject({
      status: 504,
      failure: {
        error: { code: 'deadline_exceeded', type: 'timeout_error' },
        metadata: { request_id: answered.requestId, requested_model: 'slow/silent', routing: [abandoned] },
      },
    });
    expect(answered.failure?.error.message).toContain('600 ms');
    expect(await deadline.recordOf(answered.requestId)).toMatchObject({
      outcome: 'failed',
      errorCode: 'deadline_exceeded',
      attempts: [abandoned],
    });
  });

  test('after it began is an error in the stream, and no fault of the provider', async () => {
    const streamed = await askStream(deadline, { model: 'slow/half-said' });
    expect(streamed).toMatchObject({
      status: 200,
      text: 'Hel',
      done: false,
      error: { error: { code: 'deadline_exceeded' }, metadata: { routing: [abandoned] } },
    });
    await deadline.recordOf(streamed.requestId);
    expect(deadline.recordsOf(streamed.requestId)).toHaveLength(1);
  });

  test('ends the call of the provider too', async () => {
    await ask(deadline, { model: 'slow/silent' });
    await Promise.all(faults.of('silent').map(({ closed }) => closed));
  });
});
