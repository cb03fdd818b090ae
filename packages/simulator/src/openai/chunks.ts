import type { Answer, Choice } from '../answer/answer.ts';
import { annotations, envelope, images } from './completion.ts';
import { type LogprobsAsked, logprobsOf } from './logprobs.ts';
import { usageOf } from './usage.ts';

export type StreamAsked = { includeUsage: boolean; logprobs: LogprobsAsked | null };
/** A `chat.completion.chunk`, and the completion tokens in it. */
export type Chunk = { document: object; tokens: number };
type Delta = { delta: object; tokens: number; logprobs?: object; finish?: string | null };

/** An answer in OpenAI's chunks, in order. Several choices take turns, as they do when a model writes them at once. */
export function chunksOf(answer: Answer, asked: StreamAsked): Chunk[] {
  const base = envelope(answer, 'chat.completion.chunk');
  const usage = asked.includeUsage ? { usage: null } : {};
  const deltas = answer.choices.map((choice) => deltasOf(choice, asked.logprobs));
  const longest = Math.max(0, ...deltas.map((list) => list.length));
  const chunks: Chunk[] = [];
  for (let step = 0; step < longest; step++) {
    for (const [index, list] of deltas.entries()) {
      const next = list[step];
      if (next === undefined) continue;
      const { delta, tokens, logprobs = null, finish = null } = next;
      const choices = [{ index, delta, logprobs, finish_reason: finish }];
      chunks.push({ document: { ...base, choices, ...usage }, tokens });
    }
  }
  if (asked.includeUsage && answer.usage !== null) {
    chunks.push({ document: { ...base, choices: [], usage: usageOf(answer.usage) }, tokens: 0 });
  }
  return chunks;
}

function deltasOf(choice: Choice, logprobs: LogprobsAsked | null): Delta[] {
  const content = choice.text === null ? null : '';
  return [
    { delta: { role: 'assistant', content, refusal: null }, tokens: 0 },
    ...choice.reasoning.map(({ text, tokens }) => ({ delta: { reasoning_content: text }, tokens })),
    ...(choice.text ?? []).map((piece, offset) => ({
      delta: { content: piece.text },
      tokens: piece.tokens,
      ...(logprobs === null ? {} : { logprobs: logprobsOf([piece], logprobs, offset) }),
    })),
    ...choice.toolCalls.flatMap(toolCallDeltas),
    ...(choice.images.length === 0
      ? []
      : [
          {
            delta: { images: images(choice) },
            tokens: choice.images.reduce((sum, image) => sum + image.tokens, 0),
          },
        ]),
    ...(choice.citations.length === 0 ? [] : [{ delta: { annotations: annotations(choice) }, tokens: 0 }]),
    ...(choice.finish === null ? [] : [{ delta: {}, tokens: 0, finish: choice.finish }]),
  ];
}

/** Id, type and name once, then the arguments piece by piece. */
function toolCallDeltas({
  index,
  id,
  name,
  nameTokens,
  arguments: pieces,
}: Choice['toolCalls'][number]): Delta[] {
  const at = index === null ? {} : { index };
  const head = { ...at, id, type: 'function', function: { name, arguments: '' } };
  return [
    { delta: { tool_calls: [head] }, tokens: nameTokens },
    ...pieces.map(({ text, tokens }) => ({
      delta: { tool_calls: [{ ...at, function: { arguments: text } }] },
      tokens,
    })),
  ];
}
