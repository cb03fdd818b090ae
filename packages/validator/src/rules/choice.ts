import type { ChunkChoice } from '@parley/types';
import { broken, type Problem } from '../problem.ts';
import { checkToolCall } from './tool-call.ts';

/** What is remembered of a choice between its deltas. `toolCalls` are the numbers of those that began. */
export type ChoiceState = { began: boolean; finished: boolean; toolCalls: Set<number> | null };

const none: never[] = [];

/** S3 to S6 and S14 for the next delta of a choice. Brings `state` up to date. Params are relative to the choice. */
export function checkDelta(choice: ChunkChoice, state: ChoiceState, report: (problem: Problem) => void) {
  const { index, delta, finish_reason: finishReason } = choice;
  if (state.finished) {
    report(broken('S6', 'delta', `Choice ${index} goes on after its finish_reason.`));
    return;
  }
  if (!state.began && delta.role === undefined)
    report(broken('S3', 'delta.role', `The first delta of choice ${index} has no role.`));
  if (state.began && delta.role !== undefined)
    report(broken('S3', 'delta.role', `A later delta of choice ${index} has a role again.`));
  state.began = true;
  for (const piece of delta.tool_calls ?? none) {
    state.toolCalls ??= new Set();
    const problem = checkToolCall(piece, state.toolCalls);
    if (problem) report(problem);
    state.toolCalls.add(piece.index);
  }
  if (finishReason === null) return;
  state.finished = true;
  if (finishReason === 'tool_calls' && state.toolCalls === null)
    report(
      broken('S14', 'finish_reason', `Choice ${index} finishes with "tool_calls", but has no tool call.`),
    );
}
