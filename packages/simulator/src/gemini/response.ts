import type { Answer, Choice, FinishReason } from '../answer/answer.ts';
import { sign } from '../signature.ts';
import { textOf } from '../tokenizer.ts';
import { groundingMetadata } from './grounding.ts';
import { type Asked, partsOf, TEXT_PAYLOAD } from './parts.ts';
import { usageMetadata } from './usage.ts';

const finishReasons: Record<FinishReason, string> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  tool_calls: 'STOP',
  content_filter: 'SAFETY',
};

const blockedFor = [
  { category: 'HARM_CATEGORY_DANGEROUS_CONTENT', probability: 'HIGH', blocked: true },
] as const;

/** A whole `GenerateContentResponse`. */
export function response(answer: Answer, asked: Asked) {
  const candidates = answer.choices.map((choice, index) => ({
    ...contentOf(wholeParts(answer.id, choice, asked), choice),
    ...endOf(choice),
    index,
  }));
  return {
    ...(candidates.length === 0 ? {} : { candidates }),
    ...promptFeedback(answer),
    ...(answer.usage === null ? {} : { usageMetadata: usageMetadata(answer.usage) }),
    ...envelope(answer),
  };
}

export function envelope({ model, id }: Answer) {
  return { modelVersion: model, responseId: id.slice(0, 23) };
}

export function promptFeedback({ blocked }: Answer) {
  return blocked ? { promptFeedback: { blockReason: 'SAFETY', safetyRatings: blockedFor } } : {};
}

/** Without parts the content is its role alone; an answer that was stopped has none. */
export function contentOf(parts: readonly object[], { finish }: Choice) {
  if (finish === 'content_filter' && parts.length === 0) return {};
  return { content: { ...(parts.length === 0 ? {} : { parts }), role: 'model' } };
}

/** What stands beside the content once the candidate is over. */
export function endOf(choice: Choice) {
  const { finish, citations, text } = choice;
  return {
    ...(finish === null ? {} : { finishReason: finishReasons[finish] }),
    ...(finish === 'tool_calls' ? { finishMessage: 'Model generated function call(s).' } : {}),
    ...(finish === 'content_filter' ? { safetyRatings: blockedFor } : {}),
    ...(citations.length === 0
      ? {}
      : { groundingMetadata: groundingMetadata(textOf(text ?? []), citations) }),
  };
}

/** Thoughts and text in one part each; the text bears the signature unless a call does. */
function wholeParts(id: string, choice: Choice, asked: Asked): object[] {
  const thoughts = textOf(choice.reasoning);
  const text = textOf(choice.text ?? []);
  const rest = partsOf(id, { ...choice, reasoning: [], text: null }, asked);
  const signature = asked.signs ? { thoughtSignature: sign(TEXT_PAYLOAD, id) } : {};
  return [
    ...(thoughts !== '' && asked.showsThoughts ? [{ text: thoughts, thought: true }] : []),
    ...(text === '' ? [] : [{ text, ...signature }]),
    ...rest.flatMap(({ part }) => (part === null ? [] : [part])),
  ];
}
