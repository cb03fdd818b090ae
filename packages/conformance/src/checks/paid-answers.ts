import { at } from '../at.ts';
import type { Ability, Need } from '../check.ts';
import type { Context } from '../context.ts';
import { answered, streamed } from '../expect/answered.ts';
import { streamMetadata, streamUsage } from '../expect/assemble.ts';
import type { Finding } from '../finding.ts';
import { parallelCalls, tools } from './conversations.ts';

/** A kind of answer that is paid for in a way of its own. */
export type Kind = {
  what: string;
  ability?: Ability;
  text: string;
  fields?: object;
  streams?: boolean;
};

/** A prompt that providers keep in their caches: 1024 tokens and more. */
const longText = `${'word '.repeat(1500)} Count to 10`;

export const kinds: readonly Kind[] = [
  { what: 'a whole answer', text: 'Count to 10' },
  { what: 'a stream', text: 'Count to 10', streams: true },
  { what: 'parallel tool calls', text: parallelCalls, fields: { tools } },
  { what: 'two choices', text: 'Count to 10', fields: { n: 2 } },
  { what: 'an answer cut short', text: 'Write 200 words.', fields: { max_tokens: 16 } },
  { what: 'a cached prompt', text: longText, fields: { prompt_cache_key: 'conformance' } },
  {
    what: 'a stream of a cached prompt',
    text: longText,
    fields: { prompt_cache_key: 'conformance' },
    streams: true,
  },
  { what: 'reasoning', text: 'What is 17 * 3?', ability: 'reasoning' },
  { what: 'a stream of reasoning', text: 'What is 17 * 3?', ability: 'reasoning', streams: true },
  { what: 'a search', text: 'Why is the sky blue?', ability: 'search' },
  { what: 'a drawn image', text: 'Draw a cat.', ability: 'images' },
];

export const needsOf = ({ ability }: Kind, ...needs: Need[]): Need[] =>
  ability === undefined ? needs : [...needs, ability];

export type Told = { usage: unknown; metadata: unknown; wrong: Finding | null };

/** Asks for an answer of this kind, and gives what it says of its usage. `wrong`: there was no answer. */
export async function askFor(
  { ability, text, fields, streams = false }: Kind,
  context: Context,
): Promise<Told> {
  const { chat, stream, say, modelFor } = context;
  const body = {
    ...(ability === undefined ? {} : { model: modelFor(ability) }),
    messages: say(text),
    ...fields,
  };
  if (!streams) {
    const answer = await chat(body);
    return {
      usage: at(answer.json, 'usage'),
      metadata: at(answer.json, 'metadata'),
      wrong: answered(answer),
    };
  }
  const answer = await stream({ ...body, stream_options: { include_usage: true } });
  return { usage: streamUsage(answer), metadata: streamMetadata(answer), wrong: streamed(answer) };
}
