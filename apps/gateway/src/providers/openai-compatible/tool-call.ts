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
      id: stringOf(id),
      name: stringOf(name),
      // Some servers send the arguments as an object.
      arguments: stringOf(input) ?? (isObject(input) ? JSON.stringify(input) : null),
    };
  });
}

/** Tells calls apart that come without an index and without an id: then a name begins a new one. */
export class ToolCallKeys {
  readonly #counts = new Map<number, number>();

  keyed(choice: number, fragment: ToolFragment): ToolFragment {
    if (fragment.key !== null || fragment.id) return fragment;
    const count = (this.#counts.get(choice) ?? 0) + (fragment.name ? 1 : 0);
    this.#counts.set(choice, count);
    return count === 0 ? fragment : { ...fragment, key: `nameless ${count}` };
  }
}
