import { at, listAt, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import type { Context } from '../context.ts';
import { answered } from '../expect/answered.ts';
import { choicesOf } from '../expect/assemble.ts';
import { holds } from '../expect/equal.ts';
import { show } from '../expect/show.ts';
import type { Finding } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { oneCall, parallelCalls, tools } from './conversations.ts';

const area = 'tools';
const source = 'ToolMessage';

const resultOf = (call: unknown, content: unknown) => ({
  role: 'tool',
  tool_call_id: textAt(call, 'id'),
  content,
});

const says = (answer: Answer, words: string): Finding | null =>
  answered(answer) ??
  holds(
    choicesOf(answer)[0]?.content.includes(words) === true,
    `an answer with "${words}"`,
    show(at(answer.json, 'choices', 0, 'message')),
  );

type Turn = {
  id: string;
  title: string;
  text: string;
  /** The results of the calls, as messages. */
  results(calls: readonly unknown[]): object[];
  /** What the answer then quotes. */
  quotes: string;
  /** What becomes of the message that calls, before it is sent back. */
  sentBack?(message: unknown): unknown;
};

const turns: Turn[] = [
  {
    id: 'T-30',
    title: 'The result of a call is sent back with the id that the call had, and the answer is about it.',
    text: oneCall,
    results: ([call]) => [resultOf(call, 'Sunny, says the tool')],
    quotes: 'Sunny',
  },
  {
    id: 'T-31',
    title: 'The results of parallel calls are sent back in any order.',
    text: parallelCalls,
    results: ([weather, time]) => [resultOf(time, 'Noon'), resultOf(weather, 'Windy, says the tool')],
    quotes: 'Windy',
  },
  {
    id: 'T-32',
    title: 'The result of a call may be a list of text parts.',
    text: oneCall,
    results: ([call]) => [resultOf(call, [{ type: 'text', text: 'Foggy, says the tool' }])],
    quotes: 'Foggy',
  },
  {
    id: 'T-33',
    title: 'A message that calls tools may be sent back without content.',
    text: oneCall,
    results: ([call]) => [resultOf(call, 'Rainy, says the tool')],
    quotes: 'Rainy',
    sentBack: (message) => ({ role: 'assistant', tool_calls: listAt(message, 'tool_calls') }),
  },
  {
    id: 'T-34',
    title: 'The result of a call may be JSON, quotes and line breaks and all.',
    text: oneCall,
    results: ([call]) => [resultOf(call, JSON.stringify({ sky: 'Hazy', note: 'a "quote"\nand a line' }))],
    quotes: 'Hazy',
  },
];

const takesResults = ({
  id,
  title,
  text,
  results,
  quotes,
  sentBack = (message) => message,
}: Turn): Check => ({
  id,
  area,
  title,
  severity: 'must',
  contract: 'openai',
  source,
  needs: ['simulator'],
  async run({ chat, say }: Context) {
    const asked = await chat({ messages: say(text), tools });
    const message = at(asked.json, 'choices', 0, 'message');
    const calls = listAt(message, 'tool_calls');
    const wrong = answered(asked) ?? holds(calls.length > 0, 'a call of a tool', show(message));
    if (wrong !== null) return wrong;
    const answer = await chat({ messages: [...say(text), sentBack(message), ...results(calls)], tools });
    return says(answer, quotes);
  },
});

/** Conversations that go on after a call. */
export const toolTurns: Check[] = [
  ...turns.map(takesResults),
  {
    id: 'T-35',
    area,
    title: 'Ids of calls are the caller’s own: those of another provider are taken as they are.',
    severity: 'must',
    contract: 'openai',
    source,
    needs: ['simulator'],
    async run({ chat, say }) {
      const call = {
        id: 'toolu_01A-b.c',
        type: 'function',
        function: { name: 'get_weather', arguments: '{"city":"Oslo","days":1}' },
      };
      const messages = [
        ...say(oneCall),
        { role: 'assistant', content: null, tool_calls: [call] },
        resultOf(call, 'Icy, says the tool'),
      ];
      return says(await chat({ messages, tools }), 'Icy');
    },
  },
];
