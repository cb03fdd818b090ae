import { request } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send } from '../support/ask.ts';
import { type Exchange, type FaultServer, faultServer, type Program } from '../support/fault-server.ts';
import { began, inChunk, said, streamHead } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const megabyte = 1024 * 1024;
const words = ['One', ' two', ' three', ' four', ' five'];

/** How much of the endless answer has gone out. */
let written = 0;

/** Writes as long as somebody reads, and no byte more. */
const endless: Program = ({ socket }) => {
  const event = inChunk(said('x'.repeat(64 * 1024)));
  const more = () => {
    while (!socket.destroyed && written < 200 * megabyte) {
      written += event.length;
      if (!socket.write(event)) return;
    }
  };
  written = 0;
  socket.write(streamHead() + inChunk(began));
  socket.on('drain', more);
  more();
};

let faults: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  faults = await faultServer({
    silent: () => {},
    'head-only': ({ socket }) => socket.write(streamHead() + inChunk(began)),
    speaks: ({ socket }) =>
      socket.write(streamHead() + inChunk(began + words.map((word) => said(word)).join(''))),
    endless,
  });
  gateway = await testGateway({
    providers: { it: { adapter: 'openai-compatible', baseUrl: faults.url } },
    timeouts: { writeStallMs: 500 },
  });
});
afterAll(async () => {
  await gateway.close();
  await faults[Symbol.asyncDispose]();
});

/** The next request that the provider gets for this model. */
async function nextOf(model: string, before: number): Promise<Exchange> {
  while (true) {
    const exchange = faults.of(model)[before];
    if (exchange !== undefined) return exchange;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function expectAborted(requestId: string, usedModel: string | null): Promise<void> {
  const record = await gateway.recordOf(requestId);
  expect(record).toMatchObject({
    outcome: 'aborted',
    errorCode: null,
    usedModel,
    attempts: [{ provider: 'it', error_type: 'abandoned', succeeded: false }],
  });
  // Whatever else the hang-up sets off has time to write a second one.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(gateway.recordsOf(requestId)).toHaveLength(1);
}

describe('a caller who hangs up', () => {
  test.each([
    ['C1 before the headers of a whole answer', 'silent', false],
    ['C1 before the headers of a stream', 'silent', true],
    ['C1 before the first token of a stream', 'head-only', true],
  ])('%s ends the call of the provider', async (_what, model, stream) => {
    const before = faults.of(model).length;
    const abort = new AbortController();
    const requestId = `hangs-up-${model}-${stream}`;
    const sent = send(
      gateway,
      { model: `it/${model}`, stream },
      { signal: abort.signal, headers: { 'x-request-id': requestId } },
    );
    const exchange = await nextOf(model, before);
    abort.abort();
    await expect(sent).rejects.toThrow();
    await exchange.closed;
    await expectAborted(requestId, null);
  });

  test.each(words.keys().toArray())(
    'C2 after %s tokens more than the first ends it too (LiteLLM #17364)',
    async (count) => {
      const before = faults.of('speaks').length;
      const abort = new AbortController();
      const { requestId, response } = await send(
        gateway,
        { model: 'it/speaks', stream: true },
        { signal: abort.signal },
      );
      const exchange = await nextOf('speaks', before);
      let text = '';
      const reading = (async () => {
        for await (const piece of response.body ?? []) {
          text += Buffer.from(piece).toString('utf8');
          if (text.includes(words[count] ?? '')) abort.abort();
        }
      })();
      await expect(reading).rejects.toThrow();
      await exchange.closed;
      await expectAborted(requestId, 'it/speaks');
      expect(await gateway.recordOf(requestId)).toMatchObject({
        usageSource: 'estimated',
        usage: { completion_tokens: expect.any(Number) },
      });
    },
  );
});

/** Asks for the endless answer and reads its head, and nothing more. */
async function stalledReader(requestId: string): Promise<{ socket: Socket; exchange: Exchange }> {
  const before = faults.of('endless').length;
  const socket = await new Promise<Socket>((resolve, reject) => {
    const outgoing = request(`${gateway.url}/v1/chat/completions`, {
      method: 'POST',
      agent: false,
      headers: {
        authorization: `Bearer ${gateway.key}`,
        'content-type': 'application/json',
        'x-request-id': requestId,
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      response.on('error', () => {});
      response.pause();
      response.socket.pause();
      resolve(response.socket);
    });
    outgoing.end(
      JSON.stringify({ model: 'it/endless', stream: true, messages: [{ role: 'user', content: 'Go on.' }] }),
    );
  });
  return { socket, exchange: await nextOf('endless', before) };
}

/** Waits until the provider could write nothing for a while, and gives what it had written. */
async function untilStuck(): Promise<number> {
  for (let seen = -1; seen !== written; ) {
    seen = written;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return written;
}

describe('a caller who stops reading', () => {
  test('C3 makes the gateway stop reading too: what is on the way stays small', async () => {
    const { socket, exchange } = await stalledReader('stalls');
    // The buffers of two sockets in the kernel, and of two in this process. The provider had 200 to give.
    expect(await untilStuck()).toBeLessThan(40 * megabyte);
    await exchange.closed;
    await expectAborted('stalls', 'it/endless');
    socket.destroy();
  });

  test('C4 and then hangs up is noticed, though nothing drains (fastify/sse #54)', async () => {
    const { socket, exchange } = await stalledReader('stalls-and-leaves');
    await untilStuck();
    socket.destroy();
    await exchange.closed;
    await expectAborted('stalls-and-leaves', 'it/endless');
  });
});
