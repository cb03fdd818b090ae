import type { Answer, Choice, Usage } from '../answer/answer.ts';
import { textOf } from '../tokenizer.ts';
import type { Fault } from './fault.ts';

export const faultsOfAnswers: readonly Fault[] = [
  {
    name: 'empty',
    value: null,
    caller: 'An answer with `choices: []`; a stream with nothing but its end.',
    alter: (answer) => ({ ...answer, choices: [], usage: withUsage(answer, nothing) }),
  },
  {
    name: 'blank',
    value: null,
    caller: 'One choice that says nothing, finish reason `stop`, 0 completion tokens.',
    alter: (answer) => ({
      ...answer,
      choices: answer.choices.map(() => ({ ...blank, finish: 'stop' })),
      usage: withUsage(answer, nothing),
    }),
  },
  {
    name: 'content-filter',
    value: null,
    caller: 'A choice without content, finish reason `content_filter`, 0 completion tokens.',
    alter: (answer) => ({
      ...answer,
      choices: answer.choices.map(() => ({ ...blank, text: null, finish: 'content_filter' })),
      usage: withUsage(answer, nothing),
    }),
  },
  {
    name: 'prompt-blocked',
    value: null,
    caller: 'The prompt is refused for what it says: status 400 `invalid_prompt`.',
    alter: (answer) => ({ ...answer, choices: [], blocked: true, usage: withUsage(answer, nothing) }),
  },
  {
    name: 'no-finish',
    value: null,
    caller: 'No finish reason (null, or no such chunk), everything else as it should be.',
    alter: (answer) => ({
      ...answer,
      choices: answer.choices.map((choice) => ({ ...choice, finish: null })),
    }),
  },
  {
    name: 'no-usage',
    value: null,
    caller: 'No `usage`, even when it was asked for.',
    alter: (answer) => ({ ...answer, usage: null }),
  },
  {
    name: 'negative-usage',
    value: null,
    caller: 'A `usage` with negative counts.',
    alter: (answer) => ({
      ...answer,
      usage: withUsage(answer, { promptTokens: -7, completionTokens: -3, reasoningTokens: -1 }),
    }),
  },
  {
    name: 'absurd-usage',
    value: null,
    caller: 'A `usage` of about 10^15 tokens, more of them cached than were sent.',
    alter: (answer) => ({
      ...answer,
      usage: withUsage(answer, { promptTokens: 1e15, cachedTokens: 2e15, completionTokens: 1e15 }),
    }),
  },
  {
    name: 'tool-index-zero',
    value: null,
    caller: 'In a stream all tool calls have index 0.',
    alter: (answer) => withToolIndex(answer, 0),
  },
  {
    name: 'tool-index-missing',
    value: null,
    caller: 'In a stream no tool call has an index.',
    alter: (answer) => withToolIndex(answer, null),
  },
  {
    name: 'fenced-json',
    value: null,
    caller: 'The content stands in a Markdown fence after a sentence.',
    alter: (answer) => withText(answer, (text) => `Here it is:\n\`\`\`json\n${text}\n\`\`\``),
  },
  {
    name: 'broken-json',
    value: null,
    caller: 'The content lacks its last character, so an object stays open.',
    alter: (answer) => withText(answer, (text) => text.slice(0, -1)),
  },
];

const nothing = { completionTokens: 0, reasoningTokens: 0 };
const blank: Choice = {
  reasoning: [],
  text: [],
  toolCalls: [],
  citations: [],
  images: [],
  finish: 'stop',
  stoppedBy: null,
};

function withUsage({ usage }: Answer, changes: Partial<Usage>): Usage | null {
  return usage === null ? null : { ...usage, ...changes };
}

function withToolIndex(answer: Answer, index: number | null): Answer {
  const changed = (choice: Choice) => choice.toolCalls.map((call) => ({ ...call, index }));
  return { ...answer, choices: answer.choices.map((choice) => ({ ...choice, toolCalls: changed(choice) })) };
}

/** Keeps the count of tokens: the lie is in the text alone. */
function withText(answer: Answer, change: (text: string) => string): Answer {
  const choices = answer.choices.map((choice) => {
    if (choice.text === null || choice.text.length === 0) return choice;
    const tokens = choice.text.reduce((sum, piece) => sum + piece.tokens, 0);
    return { ...choice, text: [{ text: change(textOf(choice.text)), tokens }] };
  });
  return { ...answer, choices };
}
