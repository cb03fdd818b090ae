import { at, textAt } from '../at.ts';
import type { Finding } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { parseJson } from '../http/parse-json.ts';
import { type AssembledCall, assemble, choicesOf } from './assemble.ts';
import { equal, holds } from './equal.ts';
import { show } from './show.ts';

/** The calls of a whole answer's first choice. */
export const callsOf = (answer: Answer): AssembledCall[] => choicesOf(answer)[0]?.calls ?? [];

/** The calls of a stream's first choice. */
export const streamedCallsOf = (answer: Answer): AssembledCall[] => assemble(answer)[0]?.calls ?? [];

/** The tools that are called, in order. */
export const callsThese = (calls: readonly AssembledCall[], ...names: string[]): Finding | null =>
  equal({ calls: calls.map(({ name }) => name) }, ['calls'], names);

/** Every call has an id of its own, and the arguments that the tools of `conversations.ts` ask for. */
export const areSound = (calls: readonly AssembledCall[]): Finding | null =>
  calls.map(isSound).find((finding) => finding !== null) ??
  holds(new Set(calls.map(({ id }) => id)).size === calls.length, 'an id for each call', show(calls));

function isSound(call: AssembledCall): Finding | null {
  const given = parseJson(call.arguments);
  const asksWell =
    textAt(given, 'city') !== '' && (call.name === 'get_time' || Number.isInteger(at(given, 'days')));
  return (
    holds(call.id !== '', 'a call with an id', show(call)) ??
    holds(asksWell, 'arguments in JSON with a city, and for the weather its days', show(call))
  );
}
