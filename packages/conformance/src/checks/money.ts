import { checkUsage, type Problem, type RuleId, rules } from '@parley/validator';
import { at } from '../at.ts';
import type { Check, Contract } from '../check.ts';
import type { Context } from '../context.ts';
import { equal, holds } from '../expect/equal.ts';
import { show } from '../expect/show.ts';
import { type Finding, mismatch } from '../finding.ts';
import { bills } from './bills.ts';
import { askFor, type Kind, kinds, needsOf, type Told } from './paid-answers.ts';

const area = 'money';

/** What is wrong with the numbers of an answer. Under OpenAI's contract only what OpenAI counts is looked at. */
function usageProblems(contract: Contract, { usage, metadata }: Told): Problem[] {
  return contract === 'openai' ? checkUsage(countsOf(usage)) : checkUsage(usage, metadata);
}

function countsOf(usage: unknown): object {
  const within = (group: string, name: string) => {
    const count = at(usage, group, name);
    return typeof count === 'number' ? { [group]: { [name]: count } } : {};
  };
  return {
    prompt_tokens: at(usage, 'prompt_tokens'),
    completion_tokens: at(usage, 'completion_tokens'),
    total_tokens: at(usage, 'total_tokens'),
    ...within('prompt_tokens_details', 'cached_tokens'),
    ...within('completion_tokens_details', 'reasoning_tokens'),
  };
}

async function everyKind(
  context: Context,
  look: (told: Told, kind: Kind) => Finding | null,
): Promise<Finding | null> {
  for (const kind of context.simulates ? kinds : kinds.slice(0, 2)) {
    const told = await askFor(kind, context);
    const finding = told.wrong ?? look(told, kind);
    if (finding !== null) return finding;
  }
  return null;
}

const ofOpenai: RuleId[] = ['U1', 'U2', 'U3'];
const ofParley: RuleId[] = ['U4', 'U5', 'U6', 'U7', 'U8', 'U9'];

const keepsRule = (rule: RuleId): Check => ({
  id: `M-0${rule.slice(1)}`,
  area,
  title: rules[rule].replaceAll('`', ''),
  severity: 'must',
  contract: ofOpenai.includes(rule) ? 'openai' : 'parley',
  source: rule,
  run: (context) =>
    everyKind(context, (told, { what }) => {
      const problem = usageProblems(context.contract, told).find((one) => one.rule === rule);
      return problem === undefined ? null : mismatch(`usage of ${what} that keeps ${rule}`, problem.message);
    }),
});

const tellsCounts = (kind: Kind, index: number): Check => ({
  id: `M-${10 + index}`,
  area,
  title: `Usage is what the provider counted: ${kind.what}.`,
  severity: 'must',
  contract: 'openai',
  source: 'Usage; LiteLLM #9812, Kong #14535',
  needs: needsOf(kind, 'upstream'),
  async run(context) {
    const { usage, wrong } = await askFor(kind, context);
    if (wrong !== null) return wrong;
    const [line] = context.charged();
    return (
      holds(line !== undefined, 'an answer that the provider charges for', 'none') ??
      equal(usage, ['prompt_tokens'], line?.promptTokens) ??
      equal(usage, ['completion_tokens'], line?.completionTokens) ??
      holds(
        Number(at(usage, 'prompt_tokens_details', 'cached_tokens') ?? 0) === line?.cachedTokens,
        `cached_tokens ${line?.cachedTokens}`,
        show(usage),
      )
    );
  },
});

export const money: Check[] = [
  ...[...ofOpenai, ...ofParley].map(keepsRule),
  ...kinds.map(tellsCounts),
  {
    id: 'M-50',
    area,
    title: 'Usage is told, and is not zero.',
    severity: 'must',
    contract: 'openai',
    source: 'LiteLLM #8450, #23847',
    run: (context) =>
      everyKind(context, ({ usage }, { what }) => {
        const counts = ['prompt_tokens', 'completion_tokens', 'total_tokens'].map((name) => at(usage, name));
        const areTold = counts.every((count) => typeof count === 'number' && count > 0);
        return holds(areTold, `tokens above 0 of ${what}`, show(usage));
      }),
  },
  ...bills,
];
