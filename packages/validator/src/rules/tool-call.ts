import type { ToolCallDelta } from '@parley/types';
import { broken, type Problem } from '../problem.ts';

const param = 'delta.tool_calls';

/** S4 and S5 for a piece of a tool call, given the first pieces of those that have begun in its choice. */
export function checkToolCall(
  piece: ToolCallDelta,
  begun: ReadonlyMap<number, ToolCallDelta>,
): Problem | null {
  const { index, id, type } = piece;
  const name = piece.function?.name;
  if (begun.has(index)) {
    if (id === undefined && type === undefined && name === undefined) return null;
    return broken('S4', param, `A later piece of tool call ${index} has its id, type or name again.`);
  }
  if (id === undefined || type === undefined || name === undefined)
    return broken('S4', param, `The first piece of tool call ${index} lacks its id, type or function.name.`);
  if (index === begun.size) return null;
  return broken('S5', param, `Tool call ${index} begins where ${begun.size} is next.`);
}
