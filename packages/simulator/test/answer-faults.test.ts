import { afterAll, describe, expect, test } from 'vitest';
import { faultsOfAnswers } from '../src/faults/answer-faults.ts';
import { startSimulator } from '../src/index.ts';
import {
  askingFor,
  contentOf,
  counted,
  errorOf,
  jsonAnswer,
  streamedContent,
  withTools,
  withUsage,
} from './faulty.ts';
import { dataOf } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { json, stream } = askingFor(simulator);

/** What each fault looks like on the wire: every fault must have its proof here. */
const proofs: Record<string, () => Promise<void>> = {
  empty: async () => {
    expect(JSON.parse((await json('empty')).text)).toMatchObject({
      choices: [],
      usage: { completion_tokens: 0 },
    });
    expect(dataOf((await stream('empty')).text)).toEqual(['[DONE]']);
  },
  blank: async () => {
    const { choices, usage } = JSON.parse((await json('blank')).text);
    expect(choices).toMatchObject([{ message: { content: '' }, finish_reason: 'stop' }]);
    expect(usage.completion_tokens).toBe(0);
    expect(streamedContent(dataOf((await stream('blank')).text))).toBe('');
  },
  'content-filter': async () => {
    const { choices } = JSON.parse((await json('content-filter')).text);
    expect(choices).toMatchObject([{ message: { content: null }, finish_reason: 'content_filter' }]);
  },
  'prompt-blocked': async () => {
    const answer = await stream('prompt-blocked');
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: 'invalid_prompt' });
  },
  'no-finish': async () => {
    expect(JSON.parse((await json('no-finish')).text).choices[0].finish_reason).toBe(null);
    const answer = await stream('no-finish');
    expect(answer.text).not.toContain('"finish_reason":"stop"');
    expect(dataOf(answer.text).at(-1)).toBe('[DONE]');
  },
  'no-usage': async () => {
    const whole = await json('no-usage');
    expect(JSON.parse(whole.text)).not.toHaveProperty('usage');
    expect(contentOf(whole)).toBe(counted);
    expect((await stream('no-usage', withUsage)).text).not.toContain('prompt_tokens');
  },
  'negative-usage': async () => {
    const { usage } = JSON.parse((await json('negative-usage')).text);
    expect(usage).toMatchObject({ prompt_tokens: -7, completion_tokens: -3, total_tokens: -10 });
    expect((await stream('negative-usage', withUsage)).text).toContain('"prompt_tokens":-7');
  },
  'absurd-usage': async () => {
    const { usage } = JSON.parse((await json('absurd-usage')).text);
    expect(usage.prompt_tokens_details.cached_tokens).toBeGreaterThan(usage.prompt_tokens);
  },
  'tool-index-zero': async () => {
    const { text } = await stream('tool-index-zero', withTools);
    expect(text.match(/"id":"call_/g)).toHaveLength(2);
    expect(text).not.toContain('"tool_calls":[{"index":1');
  },
  'tool-index-missing': async () => {
    const { text } = await stream('tool-index-missing', withTools);
    expect(text).toContain('"tool_calls":[{"id":"call_');
    expect(text).not.toContain('"tool_calls":[{"index"');
  },
  'fenced-json': async () => {
    const content = contentOf(await json('fenced-json', jsonAnswer));
    expect(JSON.parse(/```json\n(.*)\n```$/s.exec(content)?.[1] ?? '')).toHaveProperty('answer');
  },
  'broken-json': async () => {
    const content = contentOf(await json('broken-json', jsonAnswer));
    expect(() => JSON.parse(content)).toThrow(SyntaxError);
    expect(JSON.parse(`${content}}`)).toHaveProperty('answer');
  },
};

describe('faults in answers', () => {
  test.each(faultsOfAnswers.map(({ name }) => name))('%s does what the table says', async (name) => {
    await proofs[name]?.();
    expect(proofs).toHaveProperty([name]);
  });
});
