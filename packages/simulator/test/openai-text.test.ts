import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { chatWith, tool } from './chat.ts';
import { rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { ask, client } = chatWith(simulator);

describe('the same request', () => {
  test.each([false, true])('gets the same bytes from another simulator (stream: %s)', async (stream) => {
    const other = await startSimulator();
    const messages = [{ role: 'user', content: 'Use both 🦜 tools.' }];
    const body = { model: 'sim-large', messages, stream, n: 2, tools: [tool('one'), tool('two')] };
    const [first, second] = await Promise.all([simulator, other].map((to) => rawRequest(to, { body })));
    expect(first?.bytes.length).toBeGreaterThan(500);
    expect(first?.text).toBe(second?.text);
    await other.close();
  });

  test('gets other words with another seed', async () => {
    const texts = await Promise.all([1, 2, 3, 4].map(async (seed) => (await ask({ seed })).text));
    expect(new Set(texts).size).toBeGreaterThan(1);
    expect((await ask({ seed: 1 })).text).toBe(texts[0]);
  });
});

describe('text', () => {
  test.each([
    ['Hello!', /^Hello!/],
    ['Say: "So long, and thanks."', /^So long, and thanks\.$/],
    ['What is 17 * -3?', /^17 \* -3 = -51\.$/],
    ['Count to five', /^1, 2, 3, 4, 5\.$/],
    ['Write 30 words about rain', /^(?:\w+ ){29}\w+\.$/],
    ['Why is the sky blue?', /"Why is the sky blue\?"/],
  ])('answers %s', async (content, pattern) => {
    expect((await ask({ content })).text).toMatch(pattern);
  });

  test('quotes what a tool said', async () => {
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'look', arguments: '{}' } };
    const { text, choice } = await ask({
      tools: [tool('look')],
      messages: [
        { role: 'user', content: 'Look outside.' },
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: 'It snows.' },
      ],
    });
    expect(text).toContain('"It snows."');
    expect(choice.finish_reason).toBe('stop');
  });

  test('ends at max_tokens, to the token', async () => {
    const whole = (await ask()).text;
    const length = encode(whole).length;
    for (const limit of [1, 2, 7, length - 1, length, length + 1]) {
      const { text, choice, usage } = await ask({ max_completion_tokens: limit });
      expect(usage.completion_tokens).toBe(Math.min(limit, length));
      expect(encode(text)).toHaveLength(usage.completion_tokens);
      expect(choice.finish_reason).toBe(limit < length ? 'length' : 'stop');
      expect(whole.startsWith(text)).toBe(true);
    }
  });

  test('counts what it says, whatever it was asked to say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 1, max: 60 }),
        async (content, max) => {
          const { usage, text, choice } = await ask({ content, max_completion_tokens: max });
          expect(usage.completion_tokens).toBeLessThanOrEqual(max);
          if (choice.finish_reason === 'stop') expect(encode(text)).toHaveLength(usage.completion_tokens);
          else expect(usage.completion_tokens).toBe(max);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('ends before a stop string, in a stream too', async () => {
    const asked = { content: 'Count to 20.', stop: ['9, 10', '7,'] };
    const { text, choice, usage } = await ask(asked);
    expect(text).toBe('1, 2, 3, 4, 5, 6, ');
    expect(choice.finish_reason).toBe('stop');
    expect(usage.completion_tokens).toBe(encode(text).length);
  });

  test('comes in n choices, counted together', async () => {
    const { choices, usage } = await ask({ n: 3 });
    expect(choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
    const lengths = choices.map((choice) => encode(choice.message.content ?? '').length);
    expect(usage.completion_tokens).toBe(lengths.reduce((a, b) => a + b, 0));
    const stream = client.chat.completions.stream({
      model: 'sim-large',
      n: 3,
      messages: [{ role: 'user', content: 'Why is the sky blue?' }],
    });
    const streamed = await stream.finalChatCompletion();
    expect(streamed.choices.map((choice) => choice.message.content)).toEqual(
      choices.map((choice) => choice.message.content),
    );
  });

  test('has log probabilities when asked, as many as tokens', async () => {
    const { choice, text, usage } = await ask({ logprobs: true, top_logprobs: 3 });
    const content = choice.logprobs?.content ?? [];
    expect(content.map((entry) => entry.token).join('')).toBe(text);
    expect(content).toHaveLength(usage.completion_tokens);
    for (const { top_logprobs, token, logprob, bytes } of content) {
      expect(top_logprobs.map((entry) => entry.logprob)).toEqual(
        top_logprobs.map((entry) => entry.logprob).toSorted((a, b) => b - a),
      );
      expect(top_logprobs).toHaveLength(3);
      expect(top_logprobs[0]).toEqual({ token, logprob, bytes });
      expect(logprob).toBeLessThanOrEqual(0);
      expect(Buffer.from(bytes ?? []).toString()).toBe(token);
    }
  });
});

describe('JSON', () => {
  test('json_object gives an object', async () => {
    const { text } = await ask({ content: 'Reply in JSON', response_format: { type: 'json_object' } });
    expect(JSON.parse(text)).toEqual({ question: '"Reply in JSON"', answer: expect.any(String) });
  });

  test('a limit cuts it, and says so', async () => {
    const format = { type: 'json_object' as const };
    const { text, choice } = await ask({ content: 'JSON', response_format: format, max_tokens: 5 });
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(choice.finish_reason).toBe('length');
  });
});
