import { GoogleGenAI } from '@google/genai';
import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: simulator.origin } });

const headers = { 'x-goog-api-key': 'any' };
const contents = 'Count to 10.';
const counted = '1, 2, 3, 4, 5, 6, 7, 8, 9, 10.';
const raw = (fault: string, method: string) =>
  rawRequest(simulator, {
    path: `/v1beta/models/fault-${fault}:${method}`,
    headers,
    body: { contents: [{ parts: [{ text: contents }] }] },
  });
const json = (fault: string) => raw(fault, 'generateContent');
const body = async (fault: string) => JSON.parse((await json(fault)).text);
const events = async (fault: string) => dataOf((await raw(fault, 'streamGenerateContent?alt=sse')).text);
const finish = (data: string | undefined) => JSON.parse(data ?? '').candidates[0].finishReason;
const plain = await rawRequest(simulator, {
  path: '/v1beta/models/sim-large:streamGenerateContent?alt=sse',
  headers,
  body: { contents: [{ parts: [{ text: contents }] }] },
});
const length = dataOf(plain.text).length;

describe("faults in Gemini's words", () => {
  test.each([
    ['400', 400, 'INVALID_ARGUMENT'],
    ['401', 401, 'UNAUTHENTICATED'],
    ['403', 403, 'PERMISSION_DENIED'],
    ['404', 404, 'NOT_FOUND'],
    ['quota', 429, 'RESOURCE_EXHAUSTED'],
    ['context-length', 400, 'INVALID_ARGUMENT'],
    ['500', 500, 'INTERNAL'],
    ['503', 503, 'UNAVAILABLE'],
    ['504', 504, 'DEADLINE_EXCEEDED'],
  ])('%s is a %i %s', async (fault, status, name) => {
    const answer = await json(fault);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({
      error: { code: status, message: expect.any(String), status: name },
    });
  });

  test('429 says when to come back in its body alone, quota not at all', async () => {
    const answer = await json('429-7');
    expect(answer.headers).not.toHaveProperty('retry-after');
    const type = (name: string) => ({ '@type': `type.googleapis.com/google.rpc.${name}` });
    expect(JSON.parse(answer.text).error.details).toMatchObject([
      type('QuotaFailure'),
      { ...type('RetryInfo'), retryDelay: '7s' },
    ]);
    expect((await body('quota')).error.details).toMatchObject([type('QuotaFailure')]);
    expect((await body('context-length')).error.message).toMatch(/^The input token count \(\d+\) exceeds/);
  });

  test('a stream loses or doubles the chunk that ends it', async () => {
    const cut = await events('no-done');
    expect(cut).toHaveLength(length - 1);
    expect(cut.filter((data) => finish(data) !== undefined)).toEqual([]);
    const twice = await events('done-twice');
    expect(twice.slice(-2).map(finish)).toEqual(['STOP', 'STOP']);
    expect((await events('after-done')).slice(-3).map(finish)).toEqual(['STOP', undefined, undefined]);
    expect(await events('clean-eof-2')).toHaveLength(2);
  });

  test('an error in the middle is an event, and a broken one is its own', async () => {
    const failed = await events('error-event-2');
    expect(JSON.parse(failed[2] ?? '')).toMatchObject({ error: { code: 500, status: 'INTERNAL' } });
    const broken = (await events('malformed-2'))[2] ?? '';
    expect(broken).toContain('"candidates"');
    expect(() => JSON.parse(broken)).toThrow(SyntaxError);
  });

  test('an answer may say nothing, be blocked, or not say how it ended', async () => {
    expect(await body('empty')).not.toHaveProperty('candidates');
    expect(await events('empty')).toHaveLength(1);
    expect((await body('blank')).candidates).toEqual([
      { content: { role: 'model' }, finishReason: 'STOP', index: 0 },
    ]);
    expect((await body('content-filter')).candidates).toMatchObject([
      { finishReason: 'SAFETY', safetyRatings: [{ blocked: true }] },
    ]);
    const [blocked] = await events('prompt-blocked');
    expect(JSON.parse(blocked ?? '')).toMatchObject({ promptFeedback: { blockReason: 'SAFETY' } });
    expect((await body('no-finish')).candidates[0]).not.toHaveProperty('finishReason');
  });

  test('usage is left out or lies', async () => {
    expect(await body('no-usage')).not.toHaveProperty('usageMetadata');
    expect((await events('no-usage')).join()).not.toContain('usageMetadata');
    expect(await body('negative-usage')).toMatchObject({
      usageMetadata: { promptTokenCount: -7, candidatesTokenCount: -2, totalTokenCount: -10 },
    });
    expect(await body('absurd-usage')).toMatchObject({
      usageMetadata: { promptTokenCount: 1e15, cachedContentTokenCount: 2e15 },
    });
  });

  test.each(['crlf', 'cr', 'split', 'early-hints', 'gzip', 'slow-first-token-1'])(
    'the official client reads through %s',
    async (fault) => {
      let text = '';
      const stream = await client.models.generateContentStream({ model: `fault-${fault}`, contents });
      for await (const chunk of stream) text += chunk.text ?? '';
      expect(text).toBe(counted);
    },
  );
});
