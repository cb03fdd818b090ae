import { at, listAt, textAt } from '../at.ts';
import type { Answer } from '../http/answer.ts';

export type AssembledCall = { id: string; name: string; arguments: string };

export type AssembledChoice = {
  content: string;
  reasoning: string;
  calls: AssembledCall[];
  finish: unknown;
};

/** The choices of a stream as its deltas add up to them, by their index. Leniently: the grammar has checks of its own. */
export function assemble({ events }: Answer): AssembledChoice[] {
  const choices: AssembledChoice[] = [];
  for (const { data } of events) {
    for (const choice of listAt(data, 'choices')) {
      const index = at(choice, 'index');
      if (typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < 128) {
        choices[index] ??= { content: '', reasoning: '', calls: [], finish: null };
        addDelta(choices[index], choice);
      }
    }
  }
  return choices;
}

/** The choices of a whole answer, in the same form. */
export function choicesOf({ json }: Answer): AssembledChoice[] {
  return listAt(json, 'choices').map((choice) => ({
    content: textAt(choice, 'message', 'content'),
    reasoning: reasoningOf(at(choice, 'message')),
    calls: listAt(choice, 'message', 'tool_calls').map(callOf),
    finish: at(choice, 'finish_reason'),
  }));
}

/** The usage of a stream: of the last event that has one; undefined when none has. */
export function streamUsage({ events }: Answer): unknown {
  return events
    .map(({ data }) => at(data, 'usage'))
    .findLast((usage) => typeof usage === 'object' && usage !== null);
}

/** The metadata of a stream, likewise. */
export function streamMetadata({ events }: Answer): unknown {
  return events.map(({ data }) => at(data, 'metadata')).findLast((metadata) => metadata !== undefined);
}

function addDelta(into: AssembledChoice, choice: unknown): void {
  into.content += textAt(choice, 'delta', 'content');
  into.reasoning += reasoningOf(at(choice, 'delta'));
  for (const piece of listAt(choice, 'delta', 'tool_calls')) {
    const index = at(piece, 'index');
    const place = typeof index === 'number' && index >= 0 && index < 128 ? index : into.calls.length;
    const call = callOf(piece);
    const begun = into.calls[place];
    into.calls[place] =
      begun === undefined
        ? call
        : {
            id: begun.id === '' ? call.id : begun.id,
            name: begun.name + call.name,
            arguments: begun.arguments + call.arguments,
          };
  }
  into.finish = at(choice, 'finish_reason') ?? into.finish;
}

/** Of a message or a delta, by either name. */
function reasoningOf(said: unknown): string {
  return textAt(said, at(said, 'reasoning') === undefined ? 'reasoning_content' : 'reasoning');
}

function callOf(call: unknown): AssembledCall {
  return {
    id: textAt(call, 'id'),
    name: textAt(call, 'function', 'name'),
    arguments: textAt(call, 'function', 'arguments'),
  };
}
