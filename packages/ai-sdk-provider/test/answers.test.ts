import type { ChatAnswer } from '@parley/types';
import { APICallError, generateText, streamText } from 'ai';
import { expect, test } from 'vitest';
import { createParley, readParleyMetadata } from '../src/index.ts';
import { completion, metadata, stream } from './support/answers.ts';
import { modelAt, prompt } from './support/parts-of.ts';
import { startServer } from './support/start-server.ts';

test('a text comes with its usage, its cost and what was sent and received', async () => {
  const answer = completion({ content: 'Hello.' });
  const server = await startServer({ body: answer });
  const result = await generateText({
    model: modelAt(server),
    prompt: 'Hello.',
    headers: { 'x-session-id': 's' },
  });

  expect(result.text).toBe('Hello.');
  expect(result.finishReason).toBe('stop');
  expect(result.usage).toMatchObject({
    inputTokens: 100,
    inputTokenDetails: { noCacheTokens: 30, cacheReadTokens: 60, cacheWriteTokens: 10 },
    outputTokens: 30,
    outputTokenDetails: { textTokens: 18, reasoningTokens: 12 },
    totalTokens: 130,
  });
  expect(result.response).toMatchObject({
    id: 'chatcmpl-1',
    modelId: 'anthropic/claude-sonnet-4-5',
    timestamp: new Date('2026-01-01T00:00:00Z'),
    headers: { 'x-request-id': 'req_1' },
  });
  const [request] = server.requests;
  expect(request?.url).toBe('/v1/chat/completions');
  expect(request?.headers).toMatchObject({ authorization: 'Bearer key', 'x-session-id': 's' });
});

test('the bodies are reported as they were', async () => {
  const answer = completion({ content: 'Hello.' });
  const server = await startServer({ body: answer });
  const { request, response } = await modelAt(server).doGenerate({ prompt, temperature: 0 });
  expect(request).toEqual({
    url: `${server.baseUrl}/v1/chat/completions`,
    body: {
      model: 'anthropic/claude-sonnet-4-5',
      messages: [{ role: 'user', content: 'Hello.' }],
      temperature: 0,
      stream: false,
    },
  });
  expect(response?.body).toEqual(answer);
});

const known = {
  requestId: 'req_1',
  requestedModel: 'anthropic/claude-sonnet-4-5',
  requestedProvider: 'anthropic',
  usedModel: 'claude-sonnet-4-5',
  usedProvider: 'anthropic',
  underlyingUsedModel: 'claude-sonnet-4-5-20250929',
  routing: metadata.routing,
  ignoredParameters: [],
  plugins: {},
  usageSource: 'provider',
  price: metadata.price,
  costUsdTotal: 0.0008,
  costUsdInput: 0.0003,
  costUsdOutput: 0.0005,
};

test('cost and routing are the same of a whole answer and of a stream', async () => {
  const server = await startServer(
    { body: completion({ content: 'Hello.' }) },
    { body: stream([{ content: 'Hello.' }]) },
  );
  const model = modelAt(server);
  const whole = await generateText({ model, prompt: 'Hello.' });
  const streamed = streamText({ model, prompt: 'Hello.' });
  expect(await streamed.text).toBe('Hello.');
  expect(readParleyMetadata(whole.providerMetadata)).toEqual(known);
  expect(readParleyMetadata(await streamed.providerMetadata)).toEqual(known);
  expect(await streamed.usage).toEqual(whole.usage);
});

test('what nobody told is unknown, and not zero', async () => {
  const { usage: _usage, metadata: _metadata, ...plain } = completion({ content: 'Hello.' });
  const server = await startServer({ body: plain });
  const result = await generateText({ model: modelAt(server), prompt: 'Hello.' });
  expect(result.usage).toMatchObject({
    inputTokens: undefined,
    outputTokens: undefined,
    totalTokens: undefined,
  });
  expect(readParleyMetadata(result.providerMetadata)).toEqual({});
  expect(readParleyMetadata({ openai: {} })).toBeUndefined();
});

test('tokens that are counted without details are not split', async () => {
  const counts = { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 };
  const server = await startServer({ body: completion({ content: 'Hello.' }, { usage: counts }) });
  const result = await modelAt(server).doGenerate({ prompt });
  expect(result.usage).toEqual({
    inputTokens: { total: 10 },
    outputTokens: { total: 4 },
    raw: counts,
  });
});

const url = (address: string, start_index: number, end_index: number) => ({
  type: 'url_citation' as const,
  url_citation: { url: address, title: `Title of ${address}`, start_index, end_index },
});
const cited: Partial<ChatAnswer> = {
  content: 'Sun today. Rain later. Sun again.',
  annotations: [
    url('https://a.example/', 0, 10),
    url('https://b.example/', 11, 22),
    url('https://a.example/', 23, 33),
  ],
};
const { content = '', annotations = [] } = cited;

test.each([
  ['whole', { body: completion(cited) }],
  [
    'streamed',
    {
      body: stream([
        { content },
        { annotations: annotations.slice(0, 1) },
        { annotations: annotations.slice(1) },
      ]),
    },
  ],
])('each page is a source once, and the text says what rests on it: %s', async (what, reply) => {
  const model = modelAt(await startServer(reply));
  const result =
    what === 'whole'
      ? await generateText({ model, prompt: 'News?' })
      : streamText({ model, prompt: 'News?' });
  const source = (id: number, address: string) => ({
    type: 'source',
    sourceType: 'url',
    id: `chatcmpl-1-source-${id}`,
    url: address,
    title: `Title of ${address}`,
  });
  const [a, b] = [source(0, 'https://a.example/'), source(1, 'https://b.example/')];
  expect(await result.sources).toEqual([a, b]);
  const parts = await result.content;
  expect(parts.find(({ type }) => type === 'text')).toMatchObject({
    citations: [
      { source: a, startIndex: 0, endIndex: 10 },
      { source: b, startIndex: 11, endIndex: 22 },
      { source: a, startIndex: 23, endIndex: 33 },
    ],
  });
});

const png = 'iVBORw0KGgo=';
const images = [{ type: 'image_url' as const, image_url: { url: `data:image/png;base64,${png}` } }];

test.each([
  ['whole', { body: completion({ content: 'A boat.', images }) }],
  ['streamed', { body: stream([{ content: 'A boat.' }, { images }]) }],
])('a picture is a file, and goes back as it came: %s', async (what, reply) => {
  const server = await startServer(reply, { body: completion({ content: 'Yes.' }) });
  const model = modelAt(server);
  const drawn =
    what === 'whole'
      ? await generateText({ model, prompt: 'Draw.' })
      : streamText({ model, prompt: 'Draw.' });
  expect(await drawn.files).toMatchObject([{ mediaType: 'image/png', base64: png }]);
  const { messages } = await drawn.response;
  await generateText({ model, messages: [...messages, { role: 'user', content: 'Is it red?' }] });
  expect(server.requests[1]?.body.messages[0]).toEqual({ role: 'assistant', content: 'A boat.', images });
});

test('a spoken answer is a file in the format that was asked for, and goes back by its id', async () => {
  const audio = { id: 'audio_1', data: 'AQID', transcript: 'Hello.', expires_at: 1767229200 };
  const server = await startServer(
    { body: completion({ audio }) },
    { body: completion({ content: 'Yes.' }) },
  );
  const model = modelAt(server);
  const { files, response } = await generateText({
    model,
    prompt: 'Say hello.',
    providerOptions: { parley: { modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'mp3' } } },
  });
  expect(files).toMatchObject([{ mediaType: 'audio/mpeg', base64: 'AQID' }]);
  await generateText({ model, messages: [...response.messages, { role: 'user', content: 'Again.' }] });
  expect(server.requests[1]?.body.messages[0]).toEqual({
    role: 'assistant',
    content: '',
    audio: { id: 'audio_1' },
  });
});

test('a refusal is told from an answer, and goes back as one', async () => {
  const server = await startServer(
    { body: completion({ refusal: 'I will not.' }) },
    { body: completion({ content: 'Yes.' }) },
  );
  const model = modelAt(server);
  const { finishReason, text, response } = await generateText({ model, prompt: 'Do it.' });
  expect([finishReason, text]).toEqual(['content-filter', 'I will not.']);
  await generateText({ model, messages: [...response.messages, { role: 'user', content: 'Why?' }] });
  expect(server.requests[1]?.body.messages[0]).toEqual({
    role: 'assistant',
    content: null,
    refusal: 'I will not.',
  });
});

test('an image by https goes by its address, and the AI SDK does not fetch it', async () => {
  const server = await startServer({ body: completion({ content: 'A boat.' }) });
  const image = 'https://images.example/boat.png';
  await generateText({
    model: modelAt(server),
    messages: [{ role: 'user', content: [{ type: 'file', mediaType: 'image', data: new URL(image) }] }],
    experimental_download: async (files) => {
      expect(files).toMatchObject([{ isUrlSupportedByModel: true }]);
      return files.map(() => null);
    },
  });
  expect(server.requests[0]?.body.messages[0]?.content).toEqual([
    { type: 'image_url', image_url: { url: image } },
  ]);
});

test('headers of a call win over those of the provider, and fetch is the one that was given', async () => {
  const server = await startServer({ body: completion({ content: 'Hello.' }) });
  const urls: string[] = [];
  const parley = createParley({
    baseUrl: `${server.baseUrl}/v1/`,
    headers: { 'x-parley-team': 'a', 'x-parley-app': 'b' },
    fetch(request) {
      urls.push(request.url);
      return fetch(request);
    },
  });
  await parley('auto').doGenerate({ prompt, headers: { 'x-parley-team': 'c', 'x-parley-none': undefined } });
  const headers = server.requests[0]?.headers ?? {};
  expect(headers).toMatchObject({ 'x-parley-team': 'c', 'x-parley-app': 'b' });
  expect(Object.keys(headers)).not.toContain('x-parley-none');
  expect(urls).toEqual([`${server.baseUrl}/v1/chat/completions`]);
});

test('an answer without a choice is an error', async () => {
  const server = await startServer({ body: { ...completion({}), choices: [] } });
  const call = generateText({ model: modelAt(server), prompt: 'Hello.', maxRetries: 0 });
  await expect(call).rejects.toSatisfy(APICallError.isInstance);
});
