import * as createChatCompletion from '@parley/validator/create-chat-completion';
import * as getModel from '@parley/validator/get-model';
import { describe, expect, test } from 'vitest';
import { type ContractOptions, withContract } from '../src/fetch.ts';
import type { Problem } from '../src/index.ts';
import { validateResponse } from '../src/index.ts';
import { eventStream, read, sse, tap } from './support/event-stream.ts';
import { type Handler, startExpress, startHono } from './support/servers.ts';
import { chunk, completion, delta, lastChunk, request, textStream } from './support/valid.ts';

const start = chunk(delta({ role: 'assistant', content: '' }));
const text = chunk(delta({ content: 'It is raining.' }));
const finish = chunk(delta({}, 'stop'));
const roleAgain = chunk(delta({ role: 'assistant', content: '!' }));
const heldBack = {
  error: {
    message: 'The answer did not fit the published contract and was held back.',
    type: 'api_error',
    param: null,
    code: 'contract_violation',
  },
};
const lastWord = sse({ ...heldBack, choices: [{ index: 0, delta: {}, finish_reason: 'error' }] });

describe.each([
  ['Hono', startHono],
  ['Express', startExpress],
])('on %s', (_, startServer) => {
  /** A server whose chat route answers with `handler`, and what was told of its answers. */
  async function serve(handler: Handler, options: ContractOptions = {}) {
    const told: Problem[] = [];
    const onViolation = (problem: Problem) => told.push(problem);
    const held = withContract(createChatCompletion, handler, { onViolation, ...options });
    const url = await startServer('/v1/chat/completions', held);
    const post = (body: unknown, headers = {}) =>
      fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    return { post, told };
  }

  test('a good request reaches its handler unread, and its answer leaves as it is', async () => {
    const bodies: unknown[] = [];
    const { post, told } = await serve(async (received) => {
      bodies.push(await received.json());
      return Response.json(completion(), { headers: { 'x-own': 'kept' } });
    });
    const body = { ...request(), temperature: 0, surprise: { a: 1 } };
    const response = await post(body);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-own')).toBe('kept');
    expect(await response.json()).toEqual(completion());
    expect(bodies).toEqual([body]);
    expect(told).toEqual([]);
  });

  test.each<[string, unknown, object, object]>([
    [
      'a value out of range',
      { ...request(), temperature: 3 },
      {},
      { message: 'temperature must be at most 2, got 3.', param: 'temperature', code: 'invalid_parameter' },
    ],
    [
      'fields that disagree',
      { ...request(), max_tokens: 1, max_completion_tokens: 2 },
      {},
      { param: 'max_tokens', code: 'conflicting_parameters' },
    ],
    ['no messages', { model: 'auto' }, {}, { param: 'messages', code: 'missing_required_parameter' }],
    ['what is no JSON', '{"model":', {}, { param: null, code: 'invalid_json' }],
    ['nothing', '', {}, { param: null, code: 'missing_required_parameter' }],
    ['a bad header', request(), { 'x-no-fallback': 'yes' }, { param: 'x-no-fallback' }],
  ])('%s is a 400 of the contract before the handler is called', async (_, body, headers, error) => {
    let calls = 0;
    const { post, told } = await serve(() => {
      calls++;
      return Response.json({});
    });
    const response = await post(body, headers);
    const answer: unknown = await response.json();
    expect(response.status).toBe(400);
    expect(answer).toMatchObject({ error: { ...error, type: 'invalid_request_error' } });
    expect(validateResponse('createChatCompletion', 400, answer)).toBeNull();
    expect(calls).toBe(0);
    expect(told).toEqual([]);
  });

  test('an answer that breaks the contract is told, and leaves as it is', async () => {
    const wrong = { ...completion(), model: 'gpt' };
    const { post, told } = await serve(() => Response.json(wrong));
    const response = await post(request());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(wrong);
    expect(told).toMatchObject([{ param: 'model', rule: 'M2' }]);
  });

  test('with enforce an error of the contract leaves in its place', async () => {
    const { post, told } = await serve(() => Response.json({ ...completion(), id: 5 }), {
      responses: 'enforce',
    });
    const response = await post(request());
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual(heldBack);
    expect(told.map(({ message }) => message)).toEqual(['id must be a string, got 5.']);
  });

  test.each<[string, () => Response, string]>([
    [
      'a page',
      () => new Response('<h1>Bad Gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
      'createChatCompletion answers 502 with application/json, got "text/html".',
    ],
    [
      'a status of its own',
      () => Response.json({}, { status: 418 }),
      'createChatCompletion has no documented JSON answer with status 418.',
    ],
    [
      'half an answer',
      () => new Response('{"id":', { headers: { 'content-type': 'application/json' } }),
      'The body is missing; it must be an object.',
    ],
  ])('%s is no answer of the contract', async (_, answer, message) => {
    const reported = await serve(answer);
    const { status } = answer();
    const response = await reported.post(request());
    expect([response.status, await response.text()]).toEqual([status, await answer().text()]);
    expect(reported.told.map((problem) => problem.message)).toEqual([message]);
    const enforced = await serve(answer, { responses: 'enforce' });
    expect(await (await enforced.post(request())).json()).toEqual(heldBack);
  });

  test('with off answers are not looked at', async () => {
    const { post, told } = await serve(() => Response.json({}), { responses: 'off' });
    expect(await (await post(request())).json()).toEqual({});
    expect(told).toEqual([]);
  });

  test.each(['report', 'enforce'] as const)(
    'with %s each event of a stream arrives before the next is sent',
    async (responses) => {
      const { body, send, close } = tap();
      const { post, told } = await serve(() => eventStream(body), { responses });
      const response = await post({ ...request(), stream: true });
      const reader = response.body?.getReader();
      for (const event of textStream()) {
        send(sse(event));
        expect(reader && (await read(reader, sse(event).length))).toBe(sse(event));
      }
      close();
      expect(reader && (await read(reader, 1))).toBe('');
      expect(told).toEqual([]);
    },
  );

  test('a stream that breaks a rule is told, and passes to its end', async () => {
    const events = [start, roleAgain, finish, lastChunk(), '[DONE]'].map(sse).join('');
    const { post, told } = await serve(() => eventStream(events));
    expect(await (await post(request())).text()).toBe(events);
    expect(told).toMatchObject([{ rule: 'S3', param: 'choices[0].delta.role' }]);
  });

  test('with enforce a stream ends before the event that breaks a rule, with an error and no [DONE]', async () => {
    const { body, send, cancelled } = tap();
    const { post, told } = await serve(() => eventStream(body), { responses: 'enforce' });
    send([start, text, roleAgain, finish, lastChunk(), '[DONE]'].map(sse).join(''));
    const response = await post(request());
    expect(await response.text()).toBe(sse(start) + sse(text) + lastWord);
    expect(told).toMatchObject([{ rule: 'S3' }]);
    await cancelled;
  });

  test('a stream that is cut is told; with enforce it does not look whole', async () => {
    const cut = sse(start) + sse(text);
    const reported = await serve(() => eventStream(cut));
    expect(await (await reported.post(request())).text()).toBe(cut);
    expect(reported.told).toMatchObject([{ rule: 'S13' }]);
    const enforced = await serve(() => eventStream(`${cut}data: {"id":`), { responses: 'enforce' });
    expect(await (await enforced.post(request())).text()).toBe(cut + lastWord);
  });

  test('a reader that goes away cancels the stream of the handler', async () => {
    const { body, send, cancelled } = tap();
    const { post, told } = await serve(() => eventStream(body));
    send(sse(start));
    const response = await post(request());
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await cancelled;
    expect(told).toEqual([]);
  });
});

test('a stream is read no faster than its reader reads', async () => {
  const { body, send, pulls } = tap();
  const held = withContract(createChatCompletion, () => eventStream(body));
  const response = await held(post(request()));
  for (const event of textStream()) send(sse(event));
  const before = pulls();
  const reader = response.body?.getReader();
  await reader?.read();
  expect([before, pulls()]).toEqual([0, 0]);
  // What was sent ahead is read without asking the source; only then is it asked for more.
  for (const _ of textStream().slice(1)) await reader?.read();
  void reader?.read();
  await expect.poll(pulls).toBe(1);
});

test('a stream that fails is told as cut, and fails for its reader too', async () => {
  const told: Problem[] = [];
  const { body, send, fail } = tap();
  const held = withContract(createChatCompletion, () => eventStream(body), {
    onViolation: (problem) => told.push(problem),
  });
  const response = await held(post(request()));
  const reader = response.body?.getReader();
  send(sse(start));
  await reader?.read();
  fail(new Error('The provider hung up.'));
  await expect(reader?.read()).rejects.toThrow('The provider hung up.');
  expect(told).toMatchObject([{ rule: 'S13' }]);
});

test('what else a server gives its handlers is passed on, and path parameters are found', async () => {
  const route = withContract(getModel, (_, context: { region: string }) =>
    Response.json({ error: context }, { status: 500 }),
  );
  const url = 'http://gateway.test/api/v1/models/';
  expect(await (await route(new Request(`${url}gpt`), { region: 'oslo' })).json()).toEqual({
    error: { region: 'oslo' },
  });
  const long = await route(new Request(`${url}openai%2F${'m'.repeat(257)}`), { region: 'oslo' });
  expect(long.status).toBe(400);
  expect(await long.json()).toMatchObject({
    error: { param: 'model', message: 'model must have at most 256 characters, got 264.' },
  });
});

function post(body: unknown): Request {
  return new Request('http://gateway.test/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify(body),
  });
}
