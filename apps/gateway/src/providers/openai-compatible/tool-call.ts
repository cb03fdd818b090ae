import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import type { ToolFragment } from '../tool-call-writer.ts';

/** The tool calls, or pieces of them, in a message or a delta. The old `function_call` is one without an id. */
export function readToolCalls(wire: JsonObject): ToolFragment[] {
  const old = wire['function_call'];
  const calls = isObject(old) ? [{ function: old }] : arrayOf(wire['tool_calls']);
  return calls.map((call) => {
    const { index, id, function: definition } = objectOf(call);
    const { name, arguments: input } = objectOf(definition);
    return {
      key: countOf(index),
      id: id === 'null' ? null : stringOf(id),
      name: stringOf(name),
      // Some servers send the arguments as an object.
      arguments: stringOf(input) ?? (isObject(input) ? JSON.stringify(input) : null),
    };
  });
}
