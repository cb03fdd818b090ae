import type { ToolCallDelta } from '@parley/types';
import { broken, type Problem } from '../problem.ts';

const param = 'delta.tool_calls';

/** S4 and S5 for a piece of a tool call, given the numbers of the calls that have begun in its choice. */
export function checkToolCall(piece: ToolCallDelta, known: Set<number>): Problem | null {
  const { index, id, type } = piece;
  const name = piece.function?.name;
  if (known.has(index)) {
    if (id === undefined && type === undefined && name === undefined) return null;
    return broken('S4', param, `A later piece of tool call ${index} has its id, type or name again.`);
  }
  if (id === undefined || type === undefined || name === undefined)
    return broken('S4', param, `The first piece of tool call ${index} lacks its id, type or function.name.`);
  if (index === known.size) return null;
  return broken('S5', param, `Tool call ${index} begins where ${known.size} is next.`);
}
