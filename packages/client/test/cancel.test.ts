import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createClient } from '../src/index.ts';
import { event, hello, helloChunks, request, streamOf, streamRequest } from './support/answers.ts';
import { caught } from './support/caught.ts';
import { silence, startScriptedServer } from './support/scripted-server.ts';

const unending = { body: helloChunks.slice(0, 3).map(event), end: 'never' as const };
const left = new Error('The user left.');
const leftEarly = { code: 'aborted', cause: { name: 'AbortError' } };
const aborted = { code: 'aborted', status: null, retryable: false, cause: left };

describe('a signal', () => {
  test('that is aborted already sends nothing, and its reason is the cause', async () => {
    const server = await startScriptedServer({ body: hello });
    const client = createClient({ baseUrl: server.baseUrl });
    const signal = AbortSignal.abort(left);
    expect(await caught(client.chat.completions.create(request, { signal }))).toMatchObject(aborted);
    expect(await caught(client.chat.completions.create(streamRequest, { signal }))).toMatchObject(aborted);
    expect(await caught(client.models.list({ signal }))).toMatchObject(aborted);
    expect(server.requests).toEqual([]);
  });

  test('without a reason has an AbortError as its cause', async () => {
    const server = await startScriptedServer({ body: hello });
    const call = createClient({ baseUrl: server.baseUrl }).chat.completions.create(request, {
      signal: AbortSignal.abort(),
    });
    expect(await caught(call)).toMatchObject(leftEarly);
  });

  test('ends a call that waits for its answer, without another try, and the server sees it', async () => {
    const server = await startScriptedServer(silence, { body: hello });
    const controller = new AbortController();
    const call = createClient({ baseUrl: server.baseUrl }).chat.completions.create(request, {
      signal: controller.signal,
    });
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort(left);
    expect(await caught(call)).toMatchObject(aborted);
    await server.requests[0]?.closed;
    expect(server.requests).toHaveLength(1);
  });

  test('ends an answer half way', async () => {
    const headers = { 'content-type': 'application/json' };
    const server = await startScriptedServer({ headers, body: '{"id":', end: 'never' });
    const controller = new AbortController();
    const call = createClient({ baseUrl: server.baseUrl }).chat.completions.create(request, {
      signal: controller.signal,
    });
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort(left);
    expect(await caught(call)).toMatchObject(aborted);
    await server.requests[0]?.closed;
  });

  test('ends a stream between two chunks, for its reader and for the server', async () => {
    const server = await startScriptedServer(unending);
    const controller = new AbortController();
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest, {
      signal: controller.signal,
    });
    const read = async () => {
      for await (const chunk of stream)
        if (chunk.choices[0]?.delta.content === '世界 ') controller.abort(left);
    };
    expect(await caught(read())).toMatchObject(aborted);
    expect(await caught(stream.final())).toMatchObject(aborted);
    await server.requests[0]?.closed;
  });

  test('ends a stream whose reader waits', async () => {
    const server = await startScriptedServer(unending);
    const controller = new AbortController();
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest, {
      signal: controller.signal,
    });
    const final = stream.final();
    controller.abort(left);
    expect(await caught(final)).toMatchObject(aborted);
  });

  test('that aborts after the end changes nothing', async () => {
    const server = await startScriptedServer({ body: streamOf(...helloChunks) });
    const controller = new AbortController();
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest, {
      signal: controller.signal,
    });
    expect(await stream.final()).toEqual(hello);
    controller.abort(left);
    expect(await stream.final()).toEqual(hello);
  });

  test('is let go of by abort, also where nobody reads', async () => {
    const server = await startScriptedServer(unending);
    const { signal } = new AbortController();
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest, {
      signal,
    });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    stream.abort();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await server.requests[0]?.closed;
  });

  test('also ends a stream whose fetch does not heed it', async () => {
    const server = await startScriptedServer(unending);
    const client = createClient({
      baseUrl: server.baseUrl,
      fetch: (sent) => fetch(sent.url, { method: 'POST', body: sent.body, duplex: 'half' } as RequestInit),
    });
    const stream = await client.chat.completions.create(streamRequest);
    const chunks = stream[Symbol.asyncIterator]();
    for (const _ of unending.body) await chunks.next();
    const next = chunks.next();
    await setImmediate();
    stream.abort(left);
    expect(await caught(next)).toMatchObject(aborted);
    await server.requests[0]?.closed;
  });
});

describe('a stream that is left', () => {
  test('by break is cancelled, and has no final answer', async () => {
    const server = await startScriptedServer(unending);
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest);
    for await (const chunk of stream) {
      expect(chunk).toEqual(helloChunks[0]);
      break;
    }
    await server.requests[0]?.closed;
    expect(await caught(stream.final())).toMatchObject(leftEarly);
  });

  test('by break in its text is cancelled', async () => {
    const server = await startScriptedServer(unending);
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest);
    for await (const text of stream.text()) {
      expect(text).toBe('Grüß dich, ');
      break;
    }
    await server.requests[0]?.closed;
  });

  test('by an error in the loop is cancelled', async () => {
    const server = await startScriptedServer(unending);
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest);
    const read = async () => {
      for await (const _ of stream) throw left;
    };
    await expect(read()).rejects.toBe(left);
    expect(await caught(stream.final())).toMatchObject(leftEarly);
    await server.requests[0]?.closed;
  });

  test('by abort throws in the loop, and is cancelled', async () => {
    const server = await startScriptedServer(unending);
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest);
    stream.abort();
    expect(await caught(stream.final())).toMatchObject(leftEarly);
    await server.requests[0]?.closed;
  });
});

describe('timeoutMs', () => {
  test('ends a call without an answer, and is not followed by another try', async () => {
    const server = await startScriptedServer(silence, { body: hello });
    const client = createClient({ baseUrl: server.baseUrl, timeoutMs: 30 });
    const error = await caught(client.chat.completions.create(request, { requestId: 'req_mine' }));
    expect(error).toMatchObject({ code: 'timeout', status: null, retryable: true, requestId: 'req_mine' });
    expect(error.message).toBe('No answer within 30 ms.');
    await server.requests[0]?.closed;
    expect(server.requests).toHaveLength(1);
  });

  test('covers the body of a JSON answer', async () => {
    const headers = { 'content-type': 'application/json' };
    const server = await startScriptedServer({ headers, body: '{"id":', end: 'never' });
    const call = createClient({ baseUrl: server.baseUrl }).chat.completions.create(request, {
      timeoutMs: 30,
    });
    expect((await caught(call)).code).toBe('timeout');
  });

  test('covers a stream up to its headers', async () => {
    const server = await startScriptedServer(silence);
    const call = createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest, {
      timeoutMs: 30,
    });
    expect((await caught(call)).code).toBe('timeout');
  });

  test('does not cover a stream that has begun', async () => {
    const timeoutMs = 250;
    const server = await startScriptedServer({ body: streamOf(...helloChunks) });
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest, {
      timeoutMs,
    });
    await new Promise((resolve) => setTimeout(resolve, timeoutMs + 50));
    expect(await stream.final()).toEqual(hello);
  });

  test('of Infinity is no limit', async () => {
    const server = await startScriptedServer({ body: hello });
    const client = createClient({ baseUrl: server.baseUrl, timeoutMs: Infinity });
    expect(await client.chat.completions.create(request)).toEqual(hello);
  });
});

describe('stallTimeoutMs', () => {
  const stallTimeoutMs = 30;

  test.each([0, 3])(
    'ends a stream that sends nothing after %i events, and the server sees it',
    async (sent) => {
      const server = await startScriptedServer({ body: helloChunks.slice(0, sent).map(event), end: 'never' });
      const client = createClient({ baseUrl: server.baseUrl, stallTimeoutMs });
      const stream = await client.chat.completions.create(streamRequest, { requestId: 'req_mine' });
      const error = await caught(stream.final());
      expect(error).toMatchObject({ code: 'timeout', retryable: true, requestId: 'req_mine', status: null });
      expect(error.message).toBe('No byte of the stream within 30 ms.');
      await server.requests[0]?.closed;
      expect(server.requests).toHaveLength(1);
    },
  );

  test('of a call wins over that of the client', async () => {
    const server = await startScriptedServer(unending);
    const client = createClient({ baseUrl: server.baseUrl, stallTimeoutMs: Infinity });
    const stream = await client.chat.completions.create(streamRequest, { stallTimeoutMs });
    expect((await caught(stream.final())).code).toBe('timeout');
  });

  test('does not count the time that the reader takes', async () => {
    const server = await startScriptedServer({ body: streamOf(...helloChunks) });
    const client = createClient({ baseUrl: server.baseUrl, stallTimeoutMs: 250 });
    const stream = await client.chat.completions.create(streamRequest);
    for await (const chunk of stream) {
      if (chunk.choices.length === 0) await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(await stream.final()).toEqual(hello);
  });
});
