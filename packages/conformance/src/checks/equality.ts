import { at } from '../at.ts';
import type { Ability, Check } from '../check.ts';
import type { Context } from '../context.ts';
import { answered, streamed } from '../expect/answered.ts';
import {
  type AssembledChoice,
  assemble,
  choicesOf,
  streamMetadata,
  streamUsage,
} from '../expect/assemble.ts';
import { holds } from '../expect/equal.ts';
import { show } from '../expect/show.ts';
import type { Finding } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { oneCall, parallelCalls, tools } from './conversations.ts';

const area = 'equality';

type Pair = { whole: Answer; stream: Answer };

async function askTwice({ chat, stream }: Context, body: object): Promise<Pair> {
  const withUsage = { ...body, stream_options: { include_usage: true } };
  return { whole: await chat(body), stream: await stream(withUsage) };
}

const same = (what: string, whole: unknown, stream: unknown): Finding | null =>
  holds(
    show(whole) === show(stream),
    `${what} of the whole answer, ${show(whole)}`,
    `in the stream ${show(stream)}`,
  );

// Ids may differ: they are two answers.
const withoutIds = (choices: AssembledChoice[]) =>
  choices.map(({ calls, ...choice }) => ({
    ...choice,
    calls: calls.map(({ name, arguments: text }) => ({ name, text })),
  }));

type Row = {
  id: string;
  what: string;
  text: string;
  fields?: object;
  ability?: Ability;
  /** How the first choice of the whole answer looks when the question got what it is about. */
  shows(first: AssembledChoice): boolean;
};

const hasCalls =
  (count: number) =>
  ({ calls }: AssembledChoice): boolean =>
    calls.length === count;
const hasText = ({ content, finish }: AssembledChoice): boolean => content !== '' && finish === 'stop';

const rows: Row[] = [
  { id: 'Q-01', what: 'text', text: 'Write 60 words about rivers.', shows: hasText },
  {
    id: 'Q-02',
    what: 'text that max_tokens cut short',
    text: 'Write 200 words.',
    fields: { max_tokens: 20 },
    shows: ({ finish }) => finish === 'length',
  },
  {
    id: 'Q-03',
    what: 'text that ended at a stop sequence',
    text: 'Count to 10',
    fields: { stop: ['7'] },
    shows: hasText,
  },
  { id: 'Q-04', what: 'a tool call', text: oneCall, fields: { tools }, shows: hasCalls(1) },
  { id: 'Q-05', what: 'parallel tool calls', text: parallelCalls, fields: { tools }, shows: hasCalls(2) },
  { id: 'Q-06', what: 'two choices', text: 'Hello!', fields: { n: 2 }, shows: hasText },
  {
    id: 'Q-07',
    what: 'a JSON object',
    text: 'A city, as JSON.',
    fields: { response_format: { type: 'json_object' } },
    shows: hasText,
  },
  {
    id: 'Q-08',
    what: 'reasoning',
    text: 'What is 17 * 3?',
    ability: 'reasoning',
    shows: ({ reasoning }) => reasoning !== '',
  },
];

const comesTheSame = ({ id, what, text, fields, ability, shows }: Row): Check => ({
  id,
  area,
  title: `The deltas of a stream add up to the whole answer: ${what}.`,
  severity: 'must',
  contract: 'openai',
  source: 'ChatChunk',
  needs: ability === undefined ? ['simulator'] : ['simulator', ability],
  async run(context) {
    const model = ability === undefined ? {} : { model: context.modelFor(ability) };
    const { whole, stream } = await askTwice(context, { ...model, messages: context.say(text), ...fields });
    const [first] = choicesOf(whole);
    return (
      answered(whole) ??
      streamed(stream) ??
      holds(first !== undefined && shows(first), what, show(first)) ??
      same('the choices', withoutIds(choicesOf(whole)), withoutIds(assemble(stream)))
    );
  },
});

export const equality: Check[] = [
  ...rows.map(comesTheSame),
  {
    id: 'Q-20',
    area,
    title: 'A stream used as many tokens as the whole answer.',
    severity: 'must',
    contract: 'openai',
    source: 'LiteLLM #8450, Kong #14535',
    needs: ['simulator'],
    async run(context) {
      const { whole, stream } = await askTwice(context, { messages: context.say('Count to 10') });
      const counts = (usage: unknown) =>
        ['prompt_tokens', 'completion_tokens', 'total_tokens'].map((name) => at(usage, name));
      return (
        answered(whole) ??
        streamed(stream) ??
        holds(typeof at(streamUsage(stream), 'total_tokens') === 'number', 'usage', 'none in the stream') ??
        same('the tokens', counts(at(whole.json, 'usage')), counts(streamUsage(stream)))
      );
    },
  },
  {
    id: 'Q-21',
    area,
    title: 'A stream costs what the whole answer costs, in every part.',
    severity: 'must',
    contract: 'parley',
    source: 'LiteLLM #11789',
    needs: ['simulator'],
    async run(context) {
      const { whole, stream } = await askTwice(context, { messages: context.say('Count to 10') });
      return (
        answered(whole) ?? streamed(stream) ?? same('the usage', at(whole.json, 'usage'), streamUsage(stream))
      );
    },
  },
  {
    id: 'Q-22',
    area,
    title: 'A stream names the model that the whole answer names.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatChunk.model',
    async run(context) {
      const { whole, stream } = await askTwice(context, { messages: context.say('Hello!') });
      return (
        answered(whole) ??
        streamed(stream) ??
        same('the model', at(whole.json, 'model'), at(stream.events[0]?.data, 'model'))
      );
    },
  },
  {
    id: 'Q-23',
    area,
    title: 'The metadata of a stream says of its route what that of a whole answer says.',
    severity: 'must',
    contract: 'parley',
    source: 'ChatMetadata',
    needs: ['simulator'],
    async run(context) {
      const { whole, stream } = await askTwice(context, { messages: context.say('Hello!') });
      const route = (metadata: unknown) =>
        ['used_model', 'used_provider', 'underlying_used_model', 'ignored_parameters', 'usage_source'].map(
          (name) => at(metadata, name),
        );
      return (
        answered(whole) ??
        streamed(stream) ??
        same('the route', route(at(whole.json, 'metadata')), route(streamMetadata(stream)))
      );
    },
  },
];
