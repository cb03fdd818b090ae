import { type Problem, type RuleId, streamChecker } from '@parley/validator';
import { streamChecker as openaiStreamChecker } from '@parley/validator/openai';
import type { Contract } from '../check.ts';
import { type Finding, mismatch } from '../finding.ts';
import type { Answer } from '../http/answer.ts';

/** All that is wrong with the events of a stream. `request` is the body it answers. */
export function streamProblems(contract: Contract, answer: Answer, request: object): Problem[] {
  const checker = contract === 'openai' ? openaiStreamChecker({ stream: true, ...request }) : streamChecker();
  const found = answer.events.flatMap(({ data, name }) => checker.push(data, name));
  return answer.ended === 'hung up' ? found : [...found, ...checker.end()];
}

/** The first problem of a stream, or the first that breaks one of these rules. */
export function keepsGrammar(
  contract: Contract,
  answer: Answer,
  request: object,
  rules?: readonly RuleId[],
): Finding | null {
  const [problem] = streamProblems(contract, answer, request).filter(
    ({ rule }) => rules === undefined || (rule !== null && rules.includes(rule)),
  );
  if (problem === undefined) return null;
  return mismatch(`a stream that keeps ${problem.rule ?? 'the schema of its chunks'}`, problem.message);
}
