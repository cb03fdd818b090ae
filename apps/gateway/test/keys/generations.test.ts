// What is on the books of a request: how it went, what it used and cost, and never a word of it.
import type { Generation, GenerationList } from '@parley/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, askStream, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { makeKey, manage } from '../support/manage.ts';
import {
  began,
  completion,
  done,
  finished,
  httpAnswer,
  inChunk,
  said,
  streamAnswer,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { pricedServer } from '../support/priced-server.ts';

const secretWords = { prompt: 'canary-of-the-prompt', answer: 'canary-of-the-answer' };
const nothingSaid = { prompt_tokens: 10, completion_tokens: 0, total_tokens: 10 };
let answers = deferred();
let server: Awaited<ReturnType<typeof pricedServer>>;
beforeAll(async () => {
  server = await pricedServer({
    says: ({ socket, body }) =>
      socket.write(
        body['stream'] === true
          ? streamAnswer(began + said(secretWords.answer) + finished() + used() + done)
          : httpAnswer(completion({ content: secretWords.answer })),
      ),
    empty: ({ socket }) => socket.write(httpAnswer(completion({ content: '' }, { usage: nothingSaid }))),
    refuses: ({ socket }) =>
      socket.write(httpAnswer({ error: { message: secretWords.answer } }, { status: 503 })),
    waits: async ({ socket }) => {
      await answers.promise;
      socket.write(httpAnswer(completion()));
    },
    breaks: ({ socket }) => void socket.end(streamHead() + inChunk(began + said('One two three'))),
  });
});
afterAll(() => server.close());

const model = (name: string, more: object = {}) => ({
  model: `it/${name}`,
  messages: [{ role: 'user', content: secretWords.prompt }],
  ...more,
});

async function generationOf(id: string, as?: string): Promise<Generation> {
  const { status, body, text } = await manage<Generation>(server.gateway, 'getGeneration', {
    id,
    ...(as === undefined ? {} : { as }),
  });
  if (status !== 200) throw new Error(text);
  for (const word of Object.values(secretWords)) expect(text).not.toContain(word);
  return body;
}

describe('a request', () => {
  test.each([false, true])(
    'is there right after its answer, with all of it (streamed: %s)',
    async (stream) => {
      const { at, id, secret } = await makeKey(server.gateway);
      const asked = model('says', { metadata: { trace: 't1' } });
      const headers = { 'x-parley-team': 'search' };
      const { requestId, told } = stream
        ? await askStream(at, asked, headers).then((answer) => ({ ...answer, told: answer.last }))
        : await ask(at, asked, headers).then((answer) => ({ ...answer, told: answer.completion }));
      const generation = await generationOf(requestId, secret);
      expect(generation).toEqual({
        ...{ id: expect.stringMatching(/^gen_/), object: 'generation', request_id: requestId, key_id: id },
        ...{ created_at: expect.any(String), outcome: 'completed', error_code: null },
        ...{ requested_model: 'it/says', used_model: 'says', used_provider: 'it', streamed: stream },
        ...{ cached: false, usage: told?.usage, usage_source: 'provider', usage_anomalies: [] },
        price: told?.metadata?.price,
        routing: told?.metadata?.routing.map((attempt) => ({
          ...attempt,
          usage: null,
          may_be_charged: false,
        })),
        ...{ cost_usd: '0.000036', duration_ms: expect.any(Number) },
        ...{ labels: { team: 'search' }, metadata: { trace: 't1' } },
      });
      expect(Math.abs(Date.parse(generation.created_at) - Date.now())).toBeLessThan(60_000);
    },
  );

  test('U17 shows every attempt, and of one that failed what it used, which the caller does not pay', async () => {
    const { requestId } = await ask(server.gateway, model('refuses', { models: ['it/empty', 'it/says'] }));
    const { routing, cost_usd, outcome } = await generationOf(requestId);
    expect(outcome).toBe('completed');
    expect(
      routing.map(({ model: name, succeeded, usage }) => [name, succeeded, usage?.total_tokens]),
    ).toEqual(
      expect.arrayContaining([
        ['refuses', false, undefined],
        ['empty', false, 10],
      ]),
    );
    expect(routing.at(-1)).toMatchObject({ model: 'says', succeeded: true, usage: null });
    // What failed is the gateway's to pay.
    expect(cost_usd).toBe('0.000036');
  });

  test('that failed says so, with the code that the caller got', async () => {
    const { requestId, failure } = await ask(server.gateway, model('refuses'), { 'x-no-fallback': 'true' });
    expect(await generationOf(requestId)).toMatchObject({
      ...{ outcome: 'failed', error_code: failure?.error.code, used_model: null, used_provider: null },
      ...{ usage: null, cost_usd: null, price: null, routing: [{ provider: 'it', succeeded: false }] },
    });
  });

  test('whose stream broke failed, and cost what came', async () => {
    const { requestId, error } = await askStream(server.gateway, model('breaks'));
    const generation = await generationOf(requestId);
    expect(generation).toMatchObject({
      ...{ outcome: 'failed', error_code: error?.error.code, usage_source: 'estimated', streamed: true },
      ...{ usage: error?.usage, used_model: 'breaks' },
    });
    expect(Number(generation.cost_usd)).toBe(error?.usage?.cost_usd_total);
  });

  test('runs, and is aborted when its caller hangs up', async () => {
    answers = deferred();
    const abort = new AbortController();
    const requestId = 'runs-and-aborts';
    const before = server.upstream.of('waits').length;
    const asked = send(server.gateway, model('waits'), {
      signal: abort.signal,
      headers: { 'x-request-id': requestId },
    });
    while (server.upstream.of('waits').length === before)
      await new Promise((resolve) => setTimeout(resolve, 2));
    expect(await generationOf(requestId)).toMatchObject({
      ...{ outcome: 'running', cost_usd: null, usage: null, streamed: null, routing: [], duration_ms: null },
    });
    abort.abort();
    await expect(asked).rejects.toThrow();
    // As soon as the gateway has noticed.
    while ((await generationOf(requestId)).outcome === 'running');
    expect(await generationOf(requestId)).toMatchObject({ outcome: 'aborted', error_code: null });
    answers.resolve();
  });

  test('that was refused before a provider was chosen is not on the books', async () => {
    const { requestId, status } = await ask(server.gateway, model('says', { temperature: 9 }));
    expect(status).toBe(400);
    expect((await manage(server.gateway, 'getGeneration', { id: requestId })).status).toBe(404);
  });
});

describe('a list', () => {
  let all: Generation[];
  let key: string;
  beforeAll(async () => {
    const { at, secret } = await makeKey(server.gateway, { scopes: ['chat', 'keys'] });
    const child = await makeKey(server.gateway, {}, secret);
    key = secret;
    for (const asked of [model('says'), model('refuses'), model('empty', { models: ['it/says'] })])
      await ask(at, asked, { 'x-no-fallback': asked.model === 'it/refuses' ? 'true' : 'false' });
    await askStream(at, model('breaks'));
    await ask(child.at, model('says'));
    all = (await list({})).data;
  });
  const list = async (query: { [name: string]: string }) =>
    (await manage<GenerationList>(server.gateway, 'listGenerations', { as: key, query })).body;

  test('is newest first, and the same as each by itself', async () => {
    expect(all.map(({ requested_model, outcome }) => [requested_model, outcome])).toEqual([
      ['it/says', 'completed'],
      ['it/breaks', 'failed'],
      ['it/empty', 'completed'],
      ['it/refuses', 'failed'],
      ['it/says', 'completed'],
    ]);
    for (const each of all) expect(await generationOf(each.id, key)).toEqual(each);
  });

  test('comes in pages that hold each once, and end', async () => {
    for (const limit of [1, 2, 5, 100]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: GenerationList = await list({
          limit: String(limit),
          ...(cursor === null ? {} : { cursor }),
        });
        expect(page.data.length).toBeLessThanOrEqual(limit);
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.next_cursor;
      } while (cursor !== null);
      expect(seen).toEqual(all.map(({ id }) => id));
    }
  });

  test('is narrowed by what is asked for, and by all of it', async () => {
    const [last, , third, , first] = all;
    const middle = third?.created_at ?? '';
    const narrowed: [query: { [name: string]: string }, given: (each: Generation) => boolean][] = [
      [{ model: 'says' }, ({ used_model }) => used_model === 'says'],
      [{ model: 'it/says' }, ({ used_model }) => used_model === 'says'],
      [{ model: 'other/says' }, () => false],
      [{ provider: 'it' }, ({ used_provider }) => used_provider === 'it'],
      [{ outcome: 'failed' }, ({ outcome }) => outcome === 'failed'],
      [{ outcome: 'running' }, () => false],
      [{ key_id: last?.key_id ?? '' }, ({ key_id }) => key_id === last?.key_id],
      [{ since: middle }, ({ created_at }) => created_at >= middle],
      [{ until: middle }, ({ created_at }) => created_at < middle],
      [{ since: middle, until: middle }, () => false],
      [
        { key_id: first?.key_id ?? '', outcome: 'completed', model: 'says', until: middle },
        ({ id }) => id === first?.id,
      ],
    ];
    for (const [query, isGiven] of narrowed)
      expect([query, (await list(query)).data]).toEqual([query, all.filter(isGiven)]);
  });
});

describe('parameters', () => {
  const wrong: [query: { [name: string]: string }, param: string][] = [
    [{ limit: '0' }, 'limit'],
    [{ limit: '1e1' }, 'limit'],
    [{ cursor: 'nonsense' }, 'cursor'],
    [{ cursor: Buffer.from('1 2 3').toString('base64url') }, 'cursor'],
    [{ cursor: Buffer.from('9999999999999999 x').toString('base64url') }, 'cursor'],
    [{ outcome: 'well' }, 'outcome'],
    [{ since: 'yesterday' }, 'since'],
    [{ since: '2026-02-30T00:00:00Z' }, 'since'],
    [{ until: '2026-01-01' }, 'until'],
    [{ key_id: '' }, 'key_id'],
    [{ model: 'x'.repeat(257) }, 'model'],
    [{ provider: '' }, 'provider'],
  ];
  test.each(wrong)('%j is refused', async (query, param) => {
    expect(await manage(server.gateway, 'listGenerations', { query })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_parameter', type: 'invalid_request_error', param } },
    });
  });

  test.each(['2016-12-31T23:59:60Z', '2016-12-31T23:59:60.5+00:00', '2016-12-31t23:59:59z'])(
    '%s is a moment',
    async (since) => {
      expect((await manage(server.gateway, 'listGenerations', { query: { since } })).status).toBe(200);
    },
  );

  test('nothing can be asked for with a NUL in it', async () => {
    for (const path of [
      '/v1/keys/%00',
      '/v1/generations/%00',
      '/v1/generations?model=%00',
      '/v1/keys?cursor=a%00',
    ]) {
      const response = await fetch(server.gateway.url + path, {
        headers: { authorization: `Bearer ${server.gateway.key}` },
      });
      expect([path, response.status]).toEqual([path, 400]);
      expect(await response.json()).toMatchObject({ error: { code: 'invalid_http_request' } });
    }
  });
});
