import type { ChoiceLogprobs, TopLogprob } from '@parley/types';
import { arrayOf, isObject, objectOf, stringOf } from '../json.ts';

/** Gemini keeps the chosen tokens and what they competed with in two lists, step by step. */
export function readLogprobs(wire: unknown): ChoiceLogprobs {
  if (!isObject(wire)) return null;
  const tops = arrayOf(wire['topCandidates']);
  const content = arrayOf(wire['chosenCandidates']).flatMap((chosen, step) =>
    readToken(chosen).map((token) => ({
      ...token,
      top_logprobs: arrayOf(objectOf(tops[step])['candidates']).flatMap(readToken),
    })),
  );
  return { content, refusal: null };
}

function readToken(wire: unknown): TopLogprob[] {
  const { token, logProbability } = objectOf(wire);
  const text = stringOf(token);
  return text === null || typeof logProbability !== 'number'
    ? []
    : [{ token: text, logprob: logProbability, bytes: null }];
}
