import type { Answer, Choice } from '../answer/answer.ts';
import { sign } from '../signature.ts';
import { type Asked, partsOf, TEXT_PAYLOAD } from './parts.ts';
import { contentOf, endOf, envelope, promptFeedback } from './response.ts';
import { usageMetadata, usageSoFar } from './usage.ts';

/** A piece of a response, and the completion tokens in it. */
export type Chunk = { document: object; tokens: number };
type Step = { candidate: object; thoughtTokens: number; textTokens: number };

/** An answer in Gemini's chunks, each with the usage so far; several candidates take turns. */
export function chunksOf(answer: Answer, asked: Asked): Chunk[] {
  const { usage } = answer;
  const lists = answer.choices.map((choice, index) => stepsOf(answer.id, choice, asked).map(at(index)));
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const steps = Array.from({ length: longest }, (_, step) =>
    lists.flatMap((list) => list[step] ?? []),
  ).flat();
  const sofar = { thoughts: 0, texts: 0 };
  const chunks = steps.map(({ candidate, thoughtTokens, textTokens }, index) => {
    sofar.thoughts += thoughtTokens;
    sofar.texts += textTokens;
    const counted = usage === null ? null : index === steps.length - 1 ? usage : usageSoFar(usage, sofar);
    const document = {
      candidates: [candidate],
      ...(counted === null ? {} : { usageMetadata: usageMetadata(counted) }),
      ...envelope(answer),
    };
    return { document, tokens: thoughtTokens + textTokens };
  });
  if (chunks.length > 0) return chunks;
  const counted = usage === null ? {} : { usageMetadata: usageMetadata(usage) };
  return [{ document: { ...promptFeedback(answer), ...counted, ...envelope(answer) }, tokens: 0 }];
}

const at =
  (index: number) =>
  (step: Step): Step => ({ ...step, candidate: { ...step.candidate, index } });

/** A step for each part, then one that ends it; what isn't shown is counted with the next that is. */
function stepsOf(id: string, choice: Choice, asked: Asked): Step[] {
  const steps: Step[] = [];
  const hidden = { thoughtTokens: 0, textTokens: 0 };
  for (const { part, tokens, isThought } of partsOf(id, choice, asked)) {
    hidden[isThought ? 'thoughtTokens' : 'textTokens'] += tokens;
    if (part === null) continue;
    steps.push({ candidate: contentOf([part], choice), ...hidden });
    Object.assign(hidden, { thoughtTokens: 0, textTokens: 0 });
  }
  const signature =
    asked.signs && choice.toolCalls.length === 0 ? { thoughtSignature: sign(TEXT_PAYLOAD, id) } : {};
  const last = steps.length === 0 ? [] : [{ text: '', ...signature }];
  return [...steps, { candidate: { ...contentOf(last, choice), ...endOf(choice) }, ...hidden }];
}
