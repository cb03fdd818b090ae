import type { ChunkChoice } from '@parley/types';
import { broken, type Problem } from '../problem.ts';
import { checkToolCall } from './tool-call.ts';

/** What is remembered of a choice between its deltas: the numbers of its tool calls, and whether it is done. */
export type ChoiceState = { toolCalls: Set<number> | null; finished: boolean };

type Report = (problem: Problem) => void;

const none: never[] = [];

/**
 * S3 to S6 and S14 for the next delta of a choice, which stands in `choices` at `position`. Brings `state`, which is
 * new when `isFirst`, up to date.
 */
export function checkDelta(
  choice: ChunkChoice,
  position: number,
  state: ChoiceState,
  isFirst: boolean,
  report: Report,
) {
  const { index, delta, finish_reason: finishReason } = choice;
  if (state.finished) {
    report(broken('S6', `choices[${position}]`, `Choice ${index} goes on after its finish_reason.`));
    return;
  }
  if (isFirst && delta.role === undefined)
    report(
      broken(
        'S3',
        `choices[${position}].delta.role`,
        `The first delta of choice ${index} has no role.`,
        'missing',
      ),
    );
  if (!isFirst && delta.role !== undefined)
    report(
      broken('S3', `choices[${position}].delta.role`, `A later delta of choice ${index} has a role again.`),
    );
  for (const piece of delta.tool_calls ?? none) {
    state.toolCalls ??= new Set();
    const problem = checkToolCall(piece, state.toolCalls, position);
    if (problem) report(problem);
    state.toolCalls.add(piece.index);
  }
  if (finishReason === null) return;
  if (finishReason === 'tool_calls' && state.toolCalls === null)
    report(
      broken(
        'S14',
        `choices[${position}].finish_reason`,
        `Choice ${index} finishes with "tool_calls", but has no tool call.`,
      ),
    );
  state.finished = true;
}
