import { afterAll, describe, expect, test } from 'vitest';
import { reasoningTokens } from '../src/answer/write-reasoning.ts';
import { startSimulator } from '../src/index.ts';
import { chatWith } from './chat.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { ask } = chatWith(simulator);

describe('reasoning', () => {
  test.each(['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const)(
    'takes the tokens of effort %s',
    async (effort) => {
      const { usage, choice } = await ask({ model: 'sim-reasoner', reasoning_effort: effort });
      expect(usage.completion_tokens_details?.reasoning_tokens).toBe(reasoningTokens[effort]);
      expect(usage.completion_tokens).toBeGreaterThan(reasoningTokens[effort]);
      expect('reasoning_content' in choice.message).toBe(effort !== 'none');
    },
  );

  test('is medium by default on sim-reasoner, and none on sim-large', async () => {
    const reasoned = (await ask({ model: 'sim-reasoner' })).usage.completion_tokens_details?.reasoning_tokens;
    expect(reasoned).toBe(reasoningTokens.medium);
    expect((await ask()).usage.completion_tokens_details?.reasoning_tokens).toBe(0);
  });

  test('may use up the limit, and then nothing is said', async () => {
    const { usage, text, choice } = await ask({ model: 'sim-reasoner', max_completion_tokens: 20 });
    expect(usage).toMatchObject({
      completion_tokens: 20,
      completion_tokens_details: { reasoning_tokens: 20 },
    });
    expect({ text, finish: choice.finish_reason }).toEqual({ text: '', finish: 'length' });
  });

  test('comes before the content in a stream', async () => {
    const body = { model: 'sim-reasoner', stream: true, messages: [{ role: 'user', content: 'Think.' }] };
    const { text } = await rawRequest(simulator, { body });
    const kinds = dataOf(text)
      .slice(0, -1)
      .map((data) => Object.keys(JSON.parse(data).choices[0].delta)[0] ?? 'end');
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      'role',
      'reasoning_content',
      'content',
      'end',
    ]);
  });
});
