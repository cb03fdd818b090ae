import type { ToolCallDelta } from '@parley/types';
import { broken, type Problem } from '../problem.ts';
import { checkToolCall as checkStrictly } from '../rules/tool-call.ts';
import { showValue } from '../show-value.ts';

/** S4 and S5 as OpenAI's clients need them: a later piece may say again what the first said, and nothing else. */
export function checkToolCall(
  piece: ToolCallDelta,
  begun: ReadonlyMap<number, ToolCallDelta>,
): Problem | null {
  const first = begun.get(piece.index);
  if (first === undefined) return checkStrictly(piece, begun);
  return (
    changed(piece.index, 'id', first.id, piece.id) ??
    changed(piece.index, 'function.name', first.function?.name, piece.function?.name)
  );
}

function changed(call: number, field: string, before?: string, now?: string): Problem | null {
  if (now === undefined || now === before) return null;
  const message = `The ${field} of tool call ${call} was ${showValue(before)}, and is ${showValue(now)} now.`;
  return broken('S4', 'delta.tool_calls', message);
}
