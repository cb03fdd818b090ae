import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());

const headers = { 'x-goog-api-key': 'any' };
const user = (text: string) => ({ role: 'user', parts: [{ text }] });
const raw = (model: string, body: object, method = 'generateContent') =>
  rawRequest(simulator, {
    path: `/v1beta/models/${model}:${method}`,
    headers,
    body: { contents: [user('Why?')], ...body },
  });
const ask = async (model: string, body: object = {}) => JSON.parse((await raw(model, body)).text);
const stream = async (model: string, body: object = {}) =>
  dataOf((await raw(model, body, 'streamGenerateContent?alt=sse')).text).map((data) => JSON.parse(data));
const thinking = (thinkingConfig: object) => ({ generationConfig: { thinkingConfig } });

const look = { name: 'look', parametersJsonSchema: { type: 'object' } };
const tools = [{ functionDeclarations: [look] }];
const question = user('Look at the sea.');
const result = {
  role: 'user',
  parts: [{ functionResponse: { name: 'look', response: { result: 'Blue.' } } }],
};

describe("an answer on Gemini's wire", () => {
  test('is the same bytes from another simulator, whole and streamed', async () => {
    const other = await startSimulator();
    for (const method of ['generateContent', 'streamGenerateContent?alt=sse']) {
      const path = `/v1beta/models/sim-reasoner:${method}`;
      const asked = { path, headers, body: { contents: [question], tools } };
      const [one, two] = await Promise.all([simulator, other].map((to) => rawRequest(to, asked)));
      expect(one?.text).toBe(two?.text);
    }
    await other.close();
  });

  test('stops at a sequence, or at the limit', async () => {
    const contents = [user('Count to 20.')];
    const stopped = await ask('sim-fast', { contents, generationConfig: { stopSequences: ['7,'] } });
    expect(stopped.candidates[0]).toMatchObject({
      content: { parts: [{ text: '1, 2, 3, 4, 5, 6, ' }] },
      finishReason: 'STOP',
    });
    const cut = await ask('sim-fast', { contents, generationConfig: { maxOutputTokens: 3 } });
    expect(cut).toMatchObject({
      candidates: [{ finishReason: 'MAX_TOKENS' }],
      usageMetadata: { candidatesTokenCount: 3 },
    });
  });

  test('thinks by budget or by level, shows it when asked, and counts it apart', async () => {
    const thought = async (config: object) =>
      (await ask('sim-reasoner', thinking(config))).usageMetadata.thoughtsTokenCount;
    expect(await thought({})).toBe(128);
    expect(await thought({ thinkingBudget: 0 })).toBe(undefined);
    const budgets = [1, 2048, 8192, 24_576, -1];
    const byBudget = budgets.map((thinkingBudget) => thought({ thinkingBudget }));
    expect(await Promise.all(byBudget)).toEqual([16, 48, 128, 320, 128]);
    const levels = ['MINIMAL', 'LOW', 'medium', 'HIGH'];
    const byLevel = levels.map((thinkingLevel) => thought({ thinkingLevel }));
    expect(await Promise.all(byLevel)).toEqual([16, 48, 128, 320]);

    const hidden = await ask('sim-reasoner');
    const shown = await ask('sim-reasoner', thinking({ includeThoughts: true }));
    expect(hidden.candidates[0].content.parts).toHaveLength(1);
    expect(shown.candidates[0].content.parts).toMatchObject([
      { thought: true },
      { text: hidden.candidates[0].content.parts[0].text },
    ]);
    expect(shown.usageMetadata).toEqual(hidden.usageMetadata);
  });

  test('streams a part a chunk, the thoughts that are not shown counted with the first', async () => {
    const whole = await ask('sim-reasoner');
    const chunks = await stream('sim-reasoner');
    expect(chunks[0].usageMetadata.thoughtsTokenCount).toBe(128);
    const parts = chunks.flatMap((chunk) => chunk.candidates[0].content.parts);
    expect(parts.map(({ text }) => text).join('')).toBe(whole.candidates[0].content.parts[0].text);
    expect(parts.at(-1)).toEqual({ text: '', thoughtSignature: expect.any(String) });
    const [first, second] = simulator.invoice().lines.slice(-2);
    expect(second).toEqual({ ...first, request: expect.any(Number) });

    const shown = await stream('sim-reasoner', thinking({ includeThoughts: true }));
    expect(shown.filter((chunk) => chunk.candidates[0].content.parts[0].thought)).toHaveLength(128);
  });

  test('says nothing but that it ended when thoughts used up the limit', async () => {
    const answer = await ask('sim-reasoner', { generationConfig: { maxOutputTokens: 20 } });
    expect(answer.candidates).toEqual([{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }]);
    expect(answer.usageMetadata).toMatchObject({ thoughtsTokenCount: 20 });
  });

  test('takes signatures back only as they were, and calls of the turn not without', async () => {
    const { candidates } = await ask('sim-reasoner', { contents: [question], tools });
    const { content } = candidates[0];
    const [call] = content.parts;
    const send = (part: object, model = 'sim-reasoner', ...after: object[]) =>
      raw(model, { contents: [question, { role: 'model', parts: [part] }, result, ...after], tools });
    expect((await send(call)).status).toBe(200);
    const altered = { ...call, functionCall: { ...call.functionCall, args: { at: 'sea' } } };
    expect((await send(altered)).text).toContain('Corrupted thought signature');
    const missing = { functionCall: call.functionCall };
    expect((await send(missing)).text).toContain('missing a thought_signature');
    expect((await send({ ...missing, thoughtSignature: 'skip_thought_signature_validator' })).status).toBe(
      200,
    );
    const over = [{ role: 'model', parts: [{ text: 'Blue.' }] }, user('Thanks.')];
    expect((await send(missing, 'sim-reasoner', ...over)).status).toBe(200);
    expect((await send(missing, 'sim-small')).status).toBe(200);
  });

  test('signs the first of two calls only', async () => {
    const both = [{ functionDeclarations: [look, { name: 'run' }] }];
    const { candidates } = await ask('sim-reasoner', { contents: [user('Use both.')], tools: both });
    expect(candidates[0].content.parts).toEqual([
      { functionCall: { name: 'look', args: {} }, thoughtSignature: expect.any(String) },
      { functionCall: { name: 'run', args: {} } },
    ]);
  });

  test('reads a long conversation from the cache up to its last turn', async () => {
    const contents = [user('word '.repeat(1500)), { role: 'model', parts: [{ text: 'Yes.' }] }, user('Why?')];
    const { usageMetadata } = await ask('sim-large', { contents });
    const { cachedContentTokenCount: cached } = usageMetadata;
    expect(cached).toBeGreaterThan(1400);
    expect(cached % 128).toBe(0);
    expect(simulator.invoice().lines.at(-1)).toMatchObject({ cachedTokens: cached });
    expect((await ask('sim-large')).usageMetadata).not.toHaveProperty('cachedContentTokenCount');
  });

  test('draws in a stream too', async () => {
    const chunks = await stream('sim-image');
    const parts = chunks.flatMap((chunk) => chunk.candidates[0].content.parts);
    expect(parts.filter((part) => part.inlineData !== undefined)).toHaveLength(1);
  });
});
