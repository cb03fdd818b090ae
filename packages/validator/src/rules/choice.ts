import type { ChunkChoice, ToolCallDelta } from '@parley/types';
import { broken, type Problem } from '../problem.ts';

/** What is remembered of a choice between its deltas. `toolCalls` has the first piece of each that began. */
export type ChoiceState = { began: boolean; finished: boolean; toolCalls: Map<number, ToolCallDelta> | null };

const none: never[] = [];

type CheckToolCall = (piece: ToolCallDelta, begun: ReadonlyMap<number, ToolCallDelta>) => Problem | null;

/** S3 to S6 and S14 for the next delta of a choice. Brings `state` up to date. Params are relative to the choice. */
export function checkDelta(
  choice: ChunkChoice,
  state: ChoiceState,
  checkToolCall: CheckToolCall,
  report: (problem: Problem) => void,
) {
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
    state.toolCalls ??= new Map();
    const problem = checkToolCall(piece, state.toolCalls);
    if (problem) report(problem);
    if (!state.toolCalls.has(piece.index)) state.toolCalls.set(piece.index, piece);
  }
  if (finishReason === null) return;
  state.finished = true;
  if (finishReason === 'tool_calls' && state.toolCalls === null)
    report(
      broken('S14', 'finish_reason', `Choice ${index} finishes with "tool_calls", but has no tool call.`),
    );
}
