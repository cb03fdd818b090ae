import { at, textAt } from '../at.ts';
import type { Contract } from '../check.ts';
import { type Finding, mismatch } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { hasStatus } from './answered.ts';
import { fitsContract } from './fits-contract.ts';
import { show, showAnswer } from './show.ts';

export type Refusal = {
  status: number | readonly number[];
  /** What `error.param` names, under the Parley contract. */
  param?: string;
  /** What `error.code` is, under the Parley contract. */
  code?: string;
};

/** An error body in OpenAI's form, with one of these statuses; its param and code too, where the contract is Parley's. */
export function refused(contract: Contract, answer: Answer, refusal: Refusal): Finding | null {
  const statuses = typeof refusal.status === 'number' ? [refusal.status] : refusal.status;
  return (
    hasStatus(answer, ...statuses) ??
    isError(contract, answer) ??
    (contract === 'parley'
      ? (names(answer, 'param', refusal.param) ?? names(answer, 'code', refusal.code))
      : null)
  );
}

/** A body `{"error": {message, type, param, code}}`, whatever the status. */
export function isError(contract: Contract, answer: Answer): Finding | null {
  const expected = 'a body {"error": {"message", "type", "param", "code"}}';
  if (answer.json === undefined) return mismatch(expected, showAnswer(answer));
  if (textAt(answer.json, 'error', 'message') === '')
    return mismatch(`${expected} with a message`, showAnswer(answer));
  // Every path and status has the same body; those of an operation are checked where they matter.
  return fitsContract(contract, 'createChatCompletion', { ...answer, status: 400 });
}

function names(answer: Answer, field: 'param' | 'code', wanted: string | undefined): Finding | null {
  const got = at(answer.json, 'error', field);
  if (wanted === undefined || got === wanted) return null;
  return mismatch(
    `error.${field} ${show(wanted)}`,
    `error.${field} ${show(got)}: ${textAt(answer.json, 'error', 'message')}`,
  );
}
