import { textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { streamed } from '../expect/answered.ts';
import { assemble, streamMetadata } from '../expect/assemble.ts';
import { equal, holds } from '../expect/equal.ts';
import { keepsGrammar } from '../expect/keeps-grammar.ts';
import { saysSo } from '../expect/says-so.ts';

const common = { area: 'faults', severity: 'must', contract: 'parley', needs: ['simulator'] } as const;

type Row = [id: string, fault: string, what: string, seen?: string];

const rows: Row[] = [
  ['F-102', '429', 'limits requests'],
  ['F-103', '502', 'fails with a 502', 'vercel/ai #14148'],
  ['F-104', 'refuse', 'hangs up without a word'],
  ['F-105', 'error-200', 'says in a 200 that it failed', 'LiteLLM #36768'],
  ['F-106', 'blank', 'says nothing'],
  ['F-107', 'cut-1', 'is cut off before its first token', 'LiteLLM #40404'],
  ['F-108', 'malformed-0', 'begins with JSON that breaks off', 'LiteLLM #40404'],
];

const fallsBack = ([id, fault, what, seen]: Row): Check => ({
  ...common,
  id,
  title: `Where a provider ${what}, the next of models is asked, and the caller sees an answer.`,
  source: `ChatCompletionRequest.models${seen === undefined ? '' : `; ${seen}`}`,
  async run({ stream, simulated, model, say, contract }) {
    const body = { model: simulated(`fault-${fault}`), models: [model], messages: say('Say: fallen back') };
    const answer = await stream(body);
    const used = textAt(streamMetadata(answer), 'underlying_used_model');
    return (
      streamed(answer) ??
      equal({ content: assemble(answer)[0]?.content }, ['content'], 'fallen back') ??
      keepsGrammar(contract, answer, body) ??
      holds(used !== `fault-${fault}`, 'an answer of the other model', used)
    );
  },
});

/** Who is asked when a provider fails: another one before the first token, nobody after it. */
export const fallbacks: Check[] = [
  ...rows.map(fallsBack),
  {
    ...common,
    id: 'F-109',
    title: 'Once an answer has begun nobody else is asked: what broke is said, and not begun again.',
    source: 'the commit point',
    needs: ['upstream'],
    async run(context) {
      const { stream, simulated, model, say, forwarded } = context;
      const answer = await stream({
        model: simulated('fault-cut-7'),
        models: [model],
        messages: say('Count to 10'),
      });
      return (
        saysSo(answer, context, 'upstream_stream_interrupted') ??
        equal({ requests: forwarded().length }, ['requests'], 1)
      );
    },
  },
];
