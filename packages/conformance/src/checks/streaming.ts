import { type RuleId, rules } from '@parley/validator';
import { at } from '../at.ts';
import type { Check } from '../check.ts';
import type { Context } from '../context.ts';
import { streamed } from '../expect/answered.ts';
import { assemble, streamUsage } from '../expect/assemble.ts';
import { equal, holds } from '../expect/equal.ts';
import { keepsGrammar } from '../expect/keeps-grammar.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';
import { type Finding, mismatch } from '../finding.ts';
import { parallelCalls, tools } from './conversations.ts';

const area = 'streaming';

/** Streams of every kind that the model is known to give. */
function conversations({ say, simulates }: Context): object[] {
  const text = { messages: say('Count to 10'), stream_options: { include_usage: true } };
  if (!simulates) return [text];
  const short = { messages: say('Write 200 words about rivers.'), max_tokens: 12 };
  const calls = { messages: say(parallelCalls), tools };
  const several = { messages: say('Hello!'), n: 2 };
  return [text, short, calls, several].map((body) => ({ ...body, stream_options: { include_usage: true } }));
}

async function everyStream(
  context: Context,
  look: (answer: Awaited<ReturnType<Context['stream']>>, body: object) => Finding | null,
): Promise<Finding | null> {
  for (const body of conversations(context)) {
    const answer = await context.stream(body);
    const finding = streamed(answer) ?? look(answer, body);
    if (finding !== null) return finding;
  }
  return null;
}

const ofOpenai: RuleId[] = ['S1', 'S2', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10', 'S11', 'S13', 'S14'];
const ofLastChunk: RuleId[] = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'U9', 'M1', 'M2', 'M3'];
const held: RuleId[] = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10', 'S11', 'S13', 'S14'];

// S12 speaks of streams that break, which is for the faults.
const keepsRule = (rule: RuleId): Check => ({
  id: `S-${rule.slice(1).padStart(2, '0')}`,
  area,
  title: rules[rule].replaceAll('`', ''),
  severity: 'must',
  contract: ofOpenai.includes(rule) ? 'openai' : 'parley',
  source: rule,
  run: (context) =>
    everyStream(context, (answer, body) => keepsGrammar(context.contract, answer, body, [rule])),
});

export const streaming: Check[] = [
  ...held.map(keepsRule),
  {
    id: 'S-20',
    area,
    title: 'The usage of a stream adds up, in tokens and in money, and its metadata with it.',
    severity: 'must',
    contract: 'openai',
    source: 'U1 to U9, M1 to M3',
    run: (context) =>
      everyStream(context, (answer, body) => keepsGrammar(context.contract, answer, body, ofLastChunk)),
  },
  {
    id: 'S-21',
    area,
    title: 'A stream is labelled text/event-stream.',
    severity: 'must',
    contract: 'openai',
    source: 'createChatCompletion 200',
    async run({ stream, say }) {
      const answer = await stream({ messages: say('Hello!') });
      const type = answer.headers['content-type'];
      return (
        streamed(answer) ?? holds(/^text\/event-stream\b/.test(type ?? ''), 'text/event-stream', show(type))
      );
    },
  },
  {
    id: 'S-22',
    area,
    title: 'The last data of a stream is [DONE].',
    severity: 'must',
    contract: 'openai',
    source: 'S13',
    async run({ stream, say }) {
      const answer = await stream({ messages: say('Hello!') });
      return (
        streamed(answer) ??
        equal({ 'the last data': answer.events.at(-1)?.text }, ['the last data'], '[DONE]')
      );
    },
  },
  {
    id: 'S-23',
    area,
    title: 'Events are passed on as they come, while the provider is still at work.',
    severity: 'must',
    contract: 'openai',
    source: 'Kong #14425',
    needs: ['simulator'],
    async run({ stream, say, simulated }) {
      const body = { model: simulated('fault-stall-3'), messages: say('Count to 10') };
      const answer = await stream(body, { hangUpAfter: { events: 1 } });
      if (answer.ended === 'hung up') return null;
      return mismatch(
        'an event while the provider is silent after its third',
        `${answer.ended}, ${answer.events.length} events`,
      );
    },
  },
  {
    id: 'S-24',
    area,
    title: 'With include_usage the stream tells its usage, once.',
    severity: 'must',
    contract: 'openai',
    source: 'StreamOptions.include_usage',
    async run({ stream, say }) {
      const answer = await stream({ messages: say('Hello!'), stream_options: { include_usage: true } });
      const count = answer.events.filter(
        ({ data }) => typeof at(data, 'usage', 'total_tokens') === 'number',
      ).length;
      return streamed(answer) ?? holds(count === 1, 'one event with usage', `${count} of them`);
    },
  },
  {
    id: 'S-25',
    area,
    title: 'Usage is told without being asked for.',
    severity: 'must',
    contract: 'parley',
    source: 'S8',
    async run({ stream, say }) {
      const answer = await stream({ messages: say('Hello!'), stream_options: { include_usage: false } });
      return streamed(answer) ?? holds(streamUsage(answer) !== undefined, 'a last chunk with usage', 'none');
    },
  },
  {
    id: 'S-26',
    area,
    title: 'Characters of several bytes come through a stream whole.',
    severity: 'must',
    contract: 'openai',
    source: 'RFC 8259, 8.1',
    needs: ['simulator'],
    async run({ stream, say }) {
      const said = 'żółć 你好 👩‍👩‍👧‍👦 🌍';
      const answer = await stream({ messages: say(`Say: ${said}`) });
      const content = assemble(answer)[0]?.content ?? '';
      return streamed(answer) ?? holds(content.includes(said), said, show(content));
    },
  },
  {
    id: 'S-27',
    area,
    title: 'No cache keeps a stream: cache-control says no-cache or no-store.',
    severity: 'should',
    contract: 'openai',
    source: 'HTML, server-sent events',
    async run({ stream, say }) {
      const answer = await stream({ messages: say('Hello!') });
      const control = answer.headers['cache-control'];
      return (
        streamed(answer) ??
        holds(/no-cache|no-store/.test(control ?? ''), 'cache-control no-cache', show(control))
      );
    },
  },
  {
    id: 'S-28',
    area,
    title: 'A failure before the first event is an ordinary HTTP error, not a stream.',
    severity: 'must',
    contract: 'openai',
    source: 'createChatCompletion',
    async run({ stream, say, contract }) {
      const answer = await stream({ model: 'no-such-model-here', messages: say('Hello!') });
      return refused(contract, answer, { status: [400, 404] });
    },
  },
  {
    id: 'S-29',
    area,
    title: 'stream: false is answered with one JSON body.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest.stream',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Hello!'), stream: false });
      return equal(answer.json, ['object'], 'chat.completion');
    },
  },
  {
    id: 'S-30',
    area,
    title: 'A stream is not compressed for a caller that did not ask for it.',
    severity: 'must',
    contract: 'openai',
    source: 'RFC 9110, 12.5.3',
    async run({ stream, say }) {
      const answer = await stream({ messages: say('Hello!') });
      return streamed(answer) ?? equal(answer.headers, ['content-encoding'], undefined, 'identity');
    },
  },
  {
    id: 'S-31',
    area,
    title: 'A stream of one token is a stream: a delta, a finish_reason of length, [DONE].',
    severity: 'must',
    contract: 'openai',
    source: 'ChunkChoice.finish_reason',
    needs: ['simulator'],
    async run({ stream, say, contract }) {
      const body = { messages: say('Count to 10'), max_tokens: 1 };
      const answer = await stream(body);
      return (
        streamed(answer) ??
        equal({ finish: assemble(answer)[0]?.finish }, ['finish'], 'length') ??
        keepsGrammar(contract, answer, body)
      );
    },
  },
  {
    id: 'S-32',
    area,
    title: 'Eight streams at once each get the words that were meant for them.',
    severity: 'must',
    contract: 'openai',
    source: 'createChatCompletion 200',
    needs: ['simulator'],
    async run({ stream, say }) {
      const words = ['apple', 'birch', 'cedar', 'daisy', 'elder', 'fern', 'grass', 'hazel'];
      const answers = await Promise.all(words.map((word) => stream({ messages: say(`Say: ${word}`) })));
      const mixed = words.find((word, index) => !assembled(answers[index]).includes(word));
      return holds(mixed === undefined, 'each its own word', `"${mixed}" is missing from its stream`);
    },
  },
];

const assembled = (answer: Awaited<ReturnType<Context['stream']>> | undefined): string =>
  answer === undefined ? '' : (assemble(answer)[0]?.content ?? '');
