import type { RuleId } from '@parley/validator';
import { at, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import type { Context } from '../context.ts';
import { answered, streamed } from '../expect/answered.ts';
import { assemble, choicesOf } from '../expect/assemble.ts';
import { equal, holds } from '../expect/equal.ts';
import { fitsContract } from '../expect/fits-contract.ts';
import { keepsGrammar } from '../expect/keeps-grammar.ts';
import { isError, refused } from '../expect/refused.ts';
import { saysSo } from '../expect/says-so.ts';
import { show, showAnswer } from '../expect/show.ts';
import type { Finding } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { fallbacks } from './fallbacks.ts';
import {
  type Break,
  breaks,
  type Oddity,
  oddities,
  type Refusal,
  refusals,
  trials,
  type Way,
} from './fault-rows.ts';
import { oddUsage } from './odd-usage.ts';

const counted = '1, 2, 3, 4, 5, 6, 7, 8, 9, 10.';

const bodyOf = ({ simulated, say }: Context, fault: string) => ({
  model: simulated(`fault-${fault}`),
  messages: say('Count to 10'),
});

const ask = (context: Context, fault: string, way: Way): Promise<Answer> =>
  way === 'whole' ? context.chat(bodyOf(context, fault)) : context.stream(bodyOf(context, fault));

const idOf = (number: number, way: Way): string =>
  `F-${String(way === 'whole' ? number : number + 50).padStart(2, '0')}`;

const inStream = (way: Way): string => (way === 'whole' ? '' : ', for a stream too');

const common = { area: 'faults', severity: 'must', contract: 'openai', needs: ['simulator'] } as const;

const isRefused = (row: Refusal, way: Way): Check => ({
  ...common,
  id: idOf(row.number, way),
  title: `A provider that ${row.what} is an error like any other${inStream(way)}.`,
  contract: row.contract,
  source: `ErrorCode ${row.code}`,
  last: row.last,
  async run(context) {
    const { status, statuses, code } = row;
    const answer = await ask(context, row.fault, way);
    const isStrict = context.contract === 'parley';
    return refused(context.contract, answer, { status: isStrict ? status : statuses, code });
  },
});

/** Of a whole answer nothing has gone out yet, so what broke is an error like any other. */
const isNoAnswer = (answer: Answer, { contract }: Context): Finding | null => {
  if (contract === 'openai' && (answer.ended === 'cut' || answer.ended === 'none')) return null;
  return (
    holds(answer.status >= 500, 'a status of 500 or above, not half an answer', showAnswer(answer)) ??
    isError(contract, answer)
  );
};

const isTold = ({ fault, what, seen, number, code, contract, patience }: Break, way: Way): Check => ({
  ...common,
  id: idOf(number, way),
  title:
    way === 'whole'
      ? `A provider that ${what} is an error like any other, not a 200 with what there is.`
      : `A provider that ${what} never looks whole: the stream says that it broke.`,
  // How long a gateway waits for the next token is its own affair; that it does not wait for ever isn't.
  severity: patience ? 'may' : 'must',
  contract,
  source: `${way === 'whole' ? `ErrorCode ${code}` : 'S12, S13'}${seen === '' ? '' : `; ${seen}`}`,
  async run(context) {
    const answer = await ask(context, fault, way);
    return way === 'whole' ? isNoAnswer(answer, context) : saysSo(answer, context, code);
  },
});

// Names of events and the like are passed on by many, and read by nobody.
const theEnd: RuleId[] = ['S10', 'S11', 'S13'];

const isWhole = (answer: Answer, way: Way, context: Context, fault: string): Finding | null => {
  const [choice] = way === 'whole' ? choicesOf(answer) : assemble(answer);
  const found = { content: choice?.content, finish: choice?.finish };
  return way === 'whole'
    ? (answered(answer) ??
        equal(found, ['content'], counted) ??
        fitsContract(context.contract, 'createChatCompletion', answer))
    : (streamed(answer) ??
        equal(found, ['content'], counted) ??
        equal(found, ['finish'], 'stop') ??
        keepsGrammar(
          context.contract,
          answer,
          bodyOf(context, fault),
          context.contract === 'openai' ? theEnd : undefined,
        ));
};

const comesThrough = ({ fault, what, source, number, severity }: Oddity, way: Way): Check => ({
  ...common,
  id: idOf(number, way),
  title: `A provider that ${what} is understood${inStream(way)}: its answer comes through whole.`,
  severity,
  source,
  run: async (context) => isWhole(await ask(context, fault, way), way, context, fault),
});

const isOneOrTheOther = ({ fault, what, number, code }: (typeof trials)[number], way: Way): Check => ({
  ...common,
  id: idOf(number, way),
  title: `A provider that ${what} is understood or an error${inStream(way)}, and nothing in between.`,
  source: `ErrorCode ${code}`,
  async run(context) {
    const answer = await ask(context, fault, way);
    const whole = isWhole(answer, way, context, fault);
    if (whole === null) return null;
    if (way === 'whole') return isNoAnswer(answer, context);
    return saysSo(answer, context, code);
  },
});

const each = <Row extends { ways: readonly Way[] }>(
  rows: readonly Row[],
  make: (row: Row, way: Way) => Check,
) => rows.flatMap((row) => row.ways.map((way) => make(row, way)));

export const faults: Check[] = [
  // First, while the gateway may still try again: many have a bound on that.
  ...fallbacks,
  ...each(refusals, isRefused),
  ...each(breaks, isTold),
  ...each(oddities, comesThrough),
  ...each(trials, isOneOrTheOther),
  ...oddUsage,
  {
    ...common,
    id: 'F-110',
    title: 'What came before a stream broke reaches the caller.',
    source: 'ChatChunk',
    async run(context) {
      const answer = await context.stream(bodyOf(context, 'cut-9'));
      const content = assemble(answer)[0]?.content ?? '';
      return holds(counted.startsWith(content) && content !== '', 'the first numbers', show(content));
    },
  },
  {
    ...common,
    id: 'F-111',
    title: 'A provider that says when to come back is quoted: retry-after.',
    severity: 'should',
    source: 'createChatCompletion 429, retry-after',
    async run(context) {
      const answer = await ask(context, '429-3', 'whole');
      const seconds = Number(answer.headers['retry-after'] ?? Number.NaN);
      return holds(
        seconds >= 1 && seconds <= 3600,
        'retry-after in seconds',
        show(answer.headers['retry-after']),
      );
    },
  },
  {
    ...common,
    id: 'F-112',
    title: 'A filter of the provider is told as finish_reason content_filter.',
    source: 'FinishReason',
    async run(context) {
      const answer = await ask(context, 'content-filter', 'whole');
      return answered(answer) ?? equal(answer.json, ['choices', 0, 'finish_reason'], 'content_filter');
    },
  },
  {
    ...common,
    id: 'F-113',
    title: 'What may work later says x-should-retry: true.',
    contract: 'parley',
    source: 'x-should-retry',
    run: async (context) => equal((await ask(context, '529', 'whole')).headers, ['x-should-retry'], 'true'),
  },
  {
    ...common,
    id: 'F-114',
    title: 'The words of a provider stay inside: its refusal is told in ours.',
    contract: 'parley',
    source: 'upstream bodies never leave',
    async run(context) {
      const answer = await ask(context, '400', 'whole');
      const message = textAt(answer.json, 'error', 'message');
      return holds(message !== '' && !/a fault was asked for/.test(message), 'a message of our own', message);
    },
  },
  {
    ...common,
    id: 'F-115',
    title: 'The error of a stream that broke has its request id, and the attempt that failed.',
    contract: 'parley',
    source: 'ChatStreamError.metadata',
    async run(context) {
      const answer = await ask(context, 'cut-6', 'stream');
      const told = answer.events.at(-1)?.data;
      return (
        equal(told, ['metadata', 'request_id'], answer.headers['x-request-id']) ??
        equal(at(told, 'metadata', 'routing'), [0, 'succeeded'], false)
      );
    },
  },
];
