import { describe, expect, test } from 'vitest';
import { chatStream, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { perplexity } from '../perplexity/index.ts';
import { openaiCompatible } from './index.ts';
import { ThinkTags } from './think-tags.ts';

const rows: [text: string, reasoning: string, content: string][] = [
  ['<think>Hm. 1 < 2</think>\n\nYes.', 'Hm. 1 < 2', 'Yes.'],
  ['\n<think>\nHm.</think>Yes.', '\nHm.', 'Yes.'],
  ['<think></think>Yes.', '', 'Yes.'],
  ['<think>Hm, and then noth', 'Hm, and then noth', ''],
  ['Yes, <think>not a tag</think>', '', 'Yes, <think>not a tag</think>'],
  ['<thin', '', '<thin'],
  ['<b>Yes</b>', '', '<b>Yes</b>'],
  ['', '', ''],
];

describe.each(rows)('%j', (text, reasoning, content) => {
  test.each([1, 2, 3, 5, 100])('in pieces of %d', (size) => {
    const tags = new ThinkTags();
    const said = { reasoning: '', content: '' };
    const add = (piece: typeof said) => {
      said.reasoning += piece.reasoning;
      said.content += piece.content;
    };
    for (let start = 0; start < text.length; start += size) add(tags.push(text.slice(start, start + size)));
    add(tags.end());
    expect(said).toEqual({ reasoning, content });
  });
});

describe('an answer of sonar-reasoning-pro', () => {
  const text = '<think>Hm.</think>\nYes.';
  const want = { text: 'Yes.', reasoning: 'Hm.', finish: 'stop', failure: null };
  const whole = { choices: [{ message: { content: text }, finish_reason: 'stop' }] };
  const events = [
    ...[...text].map((content) => ({ choices: [{ index: 0, delta: { content } }] })),
    { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  ];

  test('has its reasoning apart', async () => {
    expect(toldByWhole(perplexity, whole)).toMatchObject(want);
    expect(await toldByStream(perplexity, chatStream(events))).toMatchObject(want);
  });

  test('elsewhere a text is a text', async () => {
    expect(toldByWhole(openaiCompatible, whole)).toMatchObject({ text, reasoning: '' });
    expect(await toldByStream(openaiCompatible, chatStream(events))).toMatchObject({ text, reasoning: '' });
  });
});
