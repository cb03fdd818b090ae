import { listAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered } from '../expect/answered.ts';
import { equal } from '../expect/equal.ts';

type Row = { id: string; what: string; messages: Record<string, unknown>[] };

const user = { role: 'user', content: 'Hello!' };
const call = {
  id: 'call_1',
  type: 'function',
  // As the model wrote it: spaces, an escape and all.
  function: { name: 'get_weather', arguments: '{ "city": "Troms\\u00f8",\n "days": 1.0 }' },
};

const rows: Row[] = [
  {
    id: 'P-70',
    what: 'a conversation of several turns, in its order',
    messages: [user, { role: 'assistant', content: 'Hello, too.' }, { role: 'user', content: 'And now?' }],
  },
  {
    id: 'P-71',
    what: 'white space and characters of every kind',
    messages: [{ role: 'user', content: '  \n\tżółć 你好 👩‍👩‍👧‍👦 \u200b "quoted" \\ end  ' }],
  },
  { id: 'P-72', what: 'the name of who speaks', messages: [{ ...user, name: 'Ada' }] },
  {
    id: 'P-73',
    what: 'a developer message, or the same as a system message',
    messages: [{ role: 'developer', content: 'Be brief.' }, user],
  },
  {
    id: 'P-74',
    what: 'a system message in the middle',
    messages: [user, { role: 'assistant', content: 'Yes?' }, { role: 'system', content: 'Be kind.' }, user],
  },
  {
    id: 'P-75',
    what: 'tool calls and their results, the arguments to the letter',
    messages: [
      user,
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: '{"sky": "clear"}' },
    ],
  },
  {
    id: 'P-76',
    what: 'the beginning of an answer, for the model to go on from',
    messages: [user, { role: 'assistant', content: 'The answer is' }],
  },
  {
    id: 'P-77',
    what: 'text parts of a system message',
    messages: [{ role: 'system', content: [{ type: 'text', text: 'Be brief.' }] }, user],
  },
  {
    id: 'P-78',
    what: 'a text of a hundred thousand characters',
    messages: [{ role: 'user', content: `Hello! ${'abcdefghi '.repeat(10_000)}` }],
  },
];

/** Without what stands for nothing, and developers as systems. */
const plain = (message: unknown) => {
  if (typeof message !== 'object' || message === null) return message;
  const given = Object.entries(message).filter(([, value]) => value !== null);
  const entries = given.map(([name, value]) => [name, value === 'developer' ? 'system' : value]);
  return Object.fromEntries(entries);
};

const arrives = ({ id, what, messages }: Row): Check => ({
  id,
  area: 'forwarding',
  title: `The provider gets ${what}.`,
  severity: 'must',
  contract: 'openai',
  source: 'ChatCompletionRequest.messages',
  needs: ['upstream'],
  async run({ chat, say, forwarded }) {
    const [marked] = say('');
    const answer = await chat({ messages: [marked, ...messages] });
    const sent = listAt(forwarded().at(-1)?.parsed, 'messages').slice(1);
    return answered(answer) ?? equal({ messages: sent.map(plain) }, ['messages'], messages.map(plain));
  },
});

/** What becomes of the conversation on its way. */
export const forwardedMessages: Check[] = rows.map(arrives);
