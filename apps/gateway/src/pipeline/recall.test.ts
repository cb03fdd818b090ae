import type { ChatChunk, ChatCompletion, ChatCompletionRequest, ChatMetadata } from '@parley/types';
import { streamChecker, validateResponse } from '@parley/validator';
import { Pool } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { model } from '../../test/support/chooser.ts';
import { createLocalAnswerCache } from '../answers/answer-cache.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { readConfig } from '../config.ts';
import { type Key, noLimits, openRules } from '../keys/key.ts';
import { createMetrics } from '../metrics.ts';
import { openaiCompatible } from '../providers/openai-compatible/index.ts';
import type { Target } from '../routing/target.ts';
import { sseDone, sseEvent } from '../sse/write.ts';
import { recall } from './recall.ts';

const request: ChatCompletionRequest = { model: 'auto', messages: [{ role: 'user', content: 'Say hello.' }] };
const key: Key = {
  ...{ id: 'key_1', name: '', prefix: '', scopes: ['chat'], rules: openRules, limits: noLimits, tags: {} },
  ...{ budget: null, cacheTtlSeconds: null, createdAtMs: 0, createdBy: null, ancestors: [] },
  ...{ expiresAtMs: null, revokedAtMs: null },
};
const metadata: ChatMetadata = {
  ...{ request_id: 'first', requested_model: 'auto', requested_provider: null, selection: 'cheapest' },
  ...{
    used_model: 'a',
    used_provider: 'one',
    underlying_used_model: 'a',
    plugins: {},
    usage_source: 'provider',
  },
  routing: [
    { provider: 'one', model: 'a', status_code: 200, error_type: 'none', succeeded: true, duration_ms: 5 },
  ],
  ignored_parameters: ['user', 'top_a'],
  price: {
    id: 'one/a@2026-01-01',
    as_of: '2026-01-01',
    source: 'x',
    input_per_million: '1',
    output_per_million: '1',
  },
};
const usage = {
  ...{ prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
  ...{
    cost_usd_total: 0.000012,
    cost_usd_input: 0.00001,
    cost_usd_output: 0.000002,
    cost_usd_cached_input: 0,
  },
};
const head = { id: 'chatcmpl-first', created: 1, model: 'one/a' };

const whole = (finish_reason: ChatCompletion['choices'][number]['finish_reason'] = 'stop', n = 1): string => {
  const message = { role: 'assistant' as const, content: 'Hello', refusal: null };
  const choices = Array.from({ length: n }, (_, index) => ({
    ...{ index, message, logprobs: null },
    finish_reason: index === n - 1 ? finish_reason : ('stop' as const),
  }));
  const body: ChatCompletion = { ...head, object: 'chat.completion', choices, usage, metadata };
  return JSON.stringify(body);
};
const stream = (finish_reason: ChatChunk['choices'][number]['finish_reason'] = 'stop'): string => {
  const chunk = (fields: Pick<ChatChunk, 'choices'> & Partial<ChatChunk>): string =>
    sseEvent({ ...head, object: 'chat.completion.chunk', ...fields });
  return (
    chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: 'Hel' }, finish_reason: null }] }) +
    chunk({ choices: [{ index: 0, delta: { content: 'lo\n\ndata: {' }, finish_reason: null }] }) +
    chunk({ choices: [{ index: 0, delta: {}, finish_reason }] }) +
    chunk({ choices: [], usage, metadata }) +
    sseDone
  );
};

function opened() {
  let nowMs = 1_000_000;
  const now = () => nowMs;
  const pool = new Pool('http://127.0.0.1:1');
  onTestFinished(() => pool.destroy());
  const target = (provider: string, id: string): Target => ({
    provider: { id: provider, adapter: openaiCompatible, pool, origin: '', basePath: '', headers: {} },
    listing: { provider, model: model(id, '1') },
  });
  const deps = {
    answerCache: createLocalAnswerCache({ mostBytes: 1_000_000, now }),
    config: readConfig({ responseCache: { answerBytes: 10_000 } }, 'the test'),
    contract: { response() {}, stream: () => ({ push() {}, end() {} }) },
    metrics: createMetrics(),
    now,
  };
  const caller = { keyId: 'key_1', key };
  const asked = {
    caller,
    cache: 'on' as const,
    request,
    requestId: 'second',
    targets: [target('one', 'a'), target('two', 'b')],
  };
  return {
    ask: (fields: Partial<Parameters<typeof recall>[0]> = {}) => recall({ ...asked, ...fields }, deps),
    target,
    caller,
    pass: (seconds: number) => {
      nowMs += seconds * 1_000;
    },
  };
}

const streamed: ChatCompletionRequest = { ...request, stream: true };

test('a whole answer comes back under the ids of the request, and costs nothing', async () => {
  const { ask } = opened();
  const first = await ask();
  expect([first.answer, first.headers]).toEqual([null, { 'x-parley-cache': 'miss' }]);
  await first.remember(whole());
  const { answer, headers, mostBytes } = await ask();
  expect([headers, mostBytes]).toEqual([{ 'x-parley-cache': 'hit' }, 0]);
  const body: ChatCompletion = JSON.parse(answer?.text ?? '');
  expect(validateResponse('createChatCompletion', 200, body)).toBeNull();
  expect(body).toMatchObject({ ...head, id: 'chatcmpl-second', choices: JSON.parse(whole()).choices });
  expect(body.usage).toEqual({
    ...{ prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
    ...{ cost_usd_total: 0, cost_usd_input: 0, cost_usd_output: 0 },
  });
  const { price: _price, ...told } = metadata;
  expect(body.metadata).toEqual({
    ...told,
    request_id: 'second',
    cached: true,
    ignored_parameters: ['top_a'],
  });
  expect(answer).toMatchObject({ requestId: 'second', usage: body.usage, metadata: body.metadata });
});

test('a stream comes back as a stream that keeps all rules, with every delta as it was', async () => {
  const { ask } = opened();
  await (await ask({ request: streamed })).remember(stream());
  const { answer } = await ask({ request: streamed });
  const read = readAnswer(answer?.text ?? '');
  const checker = streamChecker();
  const events = [...(read?.parts ?? []), '[DONE]'];
  expect([...events.flatMap((event) => checker.push(event)), ...checker.end()]).toEqual([]);
  expect(answer?.text.endsWith(sseDone)).toBe(true);
  expect(read?.parts.map(({ id }) => id)).toEqual(Array(4).fill('chatcmpl-second'));
  expect(read?.parts.map(({ choices }) => choices)).toEqual(
    readAnswer(stream())?.parts.map(({ choices }) => choices),
  );
  expect(read?.metadata).toMatchObject({ cached: true, request_id: 'second' });
});

test('a whole answer and a stream are kept apart', async () => {
  const { ask } = opened();
  await (await ask()).remember(whole());
  expect((await ask({ request: streamed })).answer).toBeNull();
});

test('what was ignored of this request is told, whatever the first one sent', async () => {
  const { ask } = opened();
  await (await ask()).remember(whole());
  const { answer } = await ask({ request: { ...request, user: 'u', prompt_cache_options: {} } });
  expect(answer?.metadata.ignored_parameters).toEqual(['top_a', 'prompt_cache_options']);
});

const same: [what: string, fields: Partial<ChatCompletionRequest>][] = [
  ['user', { user: 'another' }],
  ['metadata', { metadata: { a: 'b' } }],
  ['store', { store: true }],
  ['safety_identifier', { safety_identifier: 'x' }],
  ['prompt_cache_key', { prompt_cache_key: 'x' }],
  ['a field that is null', { temperature: null }],
];
test.each(same)('%s makes no difference', async (_what, fields) => {
  const { ask } = opened();
  await (await ask()).remember(whole());
  expect((await ask({ request: { ...request, ...fields } })).answer).not.toBeNull();
});

const different: [what: string, fields: Partial<ChatCompletionRequest>][] = [
  ['temperature', { temperature: 0 }],
  ['seed', { seed: 1 }],
  ['model', { model: 'one/a' }],
  ['messages', { messages: [{ role: 'user', content: 'Say hello!' }] }],
  ['tools', { tools: [{ type: 'web_search' }] }],
  ['response_format', { response_format: { type: 'json_object' } }],
  ['reasoning_effort', { reasoning_effort: 'low' }],
  ['n', { n: 2 }],
  ['plugins', { plugins: [{ id: 'response-healing' }] }],
  ['a field that nobody knows', { unheard_of: 1 } as Partial<ChatCompletionRequest>],
];
test.each(different)('another %s is another request', async (_what, fields) => {
  const { ask } = opened();
  await (await ask()).remember(whole());
  expect((await ask({ request: { ...request, ...fields } })).answer).toBeNull();
});

test('what another API key got is not given', async () => {
  const { ask, caller } = opened();
  await (await ask()).remember(whole());
  expect((await ask({ caller: { ...caller, keyId: 'key_2' } })).answer).toBeNull();
});

test('what came from where the request may not go is not given', async () => {
  const { ask, target } = opened();
  await (await ask()).remember(whole());
  expect((await ask({ targets: [target('one', 'b'), target('two', 'a')] })).answer).toBeNull();
  expect((await ask({ targets: [target('two', 'b'), target('one', 'a')] })).answer).not.toBeNull();
});

const incomplete: [what: string, text: string | null][] = [
  ['was cut by its length', whole('length')],
  ['was held back', whole('content_filter')],
  ['was cut in one of its choices', whole('length', 2)],
  ['was cut by its length as a stream', stream('length')],
  ['was too long to take down', null],
  ['is larger than the cache takes', whole() + ' '.repeat(10_000)],
  ['lacks its last chunk', stream().split('\n\n').slice(0, 3).join('\n\n')],
];
test.each(incomplete)('an answer that %s is not kept', async (_what, text) => {
  const { ask } = opened();
  await (await ask()).remember(text);
  expect((await ask()).answer).toBeNull();
});

test.each([
  ['tool_calls', whole('tool_calls')],
  ['several choices', whole('stop', 3)],
])('an answer with %s is kept', async (_what, text) => {
  const { ask } = opened();
  await (await ask()).remember(text);
  expect((await ask()).answer).not.toBeNull();
});

const cached: Key = { ...key, cacheTtlSeconds: 30 };
const ages: [what: string, fields: { cache: 'on' | number | null; key: Key | null }, seconds: number][] = [
  ['the configuration says', { cache: 'on', key }, 60],
  ['the configuration says to the master key', { cache: 'on', key: null }, 60],
  ['the key says', { cache: null, key: cached }, 30],
  ['the key says, and the request agrees', { cache: 'on', key: cached }, 30],
  ['the request says', { cache: 10, key: cached }, 10],
  ['the request says, longer than the key', { cache: 90, key: cached }, 90],
];
test.each(ages)(
  'an answer is given as long as %s, and no longer',
  async (_what, { cache, key: own }, seconds) => {
    const { ask, pass } = opened();
    const asked = { cache, caller: { keyId: 'key_1', key: own } };
    await (await ask(asked)).remember(whole());
    pass(seconds - 1);
    expect((await ask(asked)).answer).not.toBeNull();
    pass(1);
    expect((await ask(asked)).answer).toBeNull();
  },
);

test('an answer is as old as it is, however long it was to be kept', async () => {
  const { ask, pass } = opened();
  await (await ask({ cache: 90 })).remember(whole());
  pass(20);
  expect((await ask({ cache: 10 })).answer).toBeNull();
  expect((await ask({ cache: 30 })).answer).not.toBeNull();
});

test.each([
  ['nobody asked for it', { cache: null, key }],
  ['the request turns it off', { cache: 'off' as const, key: cached }],
])('where %s there is no cache', async (_what, { cache, key: own }) => {
  const { ask } = opened();
  await (await ask({ cache: 90 })).remember(whole());
  const { answer, headers, mostBytes, remember } = await ask({ cache, caller: { keyId: 'key_1', key: own } });
  expect([answer, headers, mostBytes]).toEqual([null, {}, 0]);
  await remember(whole('stop', 2));
  const kept = readAnswer((await ask({ cache: 90 })).answer?.text ?? '');
  expect(kept?.parts[0]?.choices).toHaveLength(1);
});
