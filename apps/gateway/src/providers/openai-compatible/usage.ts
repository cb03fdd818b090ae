import type { CompletionTokensDetails, PromptTokensDetails, Usage } from '@parley/types';
import { countOf, isObject, objectOf } from '../json.ts';

/**
 * Usage as OpenAI counts it: cached inside the prompt, reasoning inside the completion.
 * `null` when there is none, or none that can be true: a count that is negative, or larger than what holds it.
 */
export function readUsage(wire: unknown): Usage | null {
  if (!isObject(wire)) return null;
  const prompt = countOf(wire['prompt_tokens']);
  const completion = countOf(wire['completion_tokens']);
  if (prompt === null || completion === null) return null;
  const promptWire = objectOf(wire['prompt_tokens_details']);
  const completionWire = objectOf(wire['completion_tokens_details']);
  const promptDetails = counts<PromptTokensDetails>({
    cached_tokens: promptWire['cached_tokens'],
    cache_write_tokens: promptWire['cache_write_tokens'],
    audio_tokens: promptWire['audio_tokens'],
    image_tokens: promptWire['image_tokens'],
  });
  const completionDetails = counts<CompletionTokensDetails>({
    reasoning_tokens: completionWire['reasoning_tokens'],
    audio_tokens: completionWire['audio_tokens'],
    image_tokens: completionWire['image_tokens'],
    accepted_prediction_tokens: completionWire['accepted_prediction_tokens'],
    rejected_prediction_tokens: completionWire['rejected_prediction_tokens'],
  });
  if ((promptDetails.cached_tokens ?? 0) + (promptDetails.cache_write_tokens ?? 0) > prompt) return null;
  if ((completionDetails.reasoning_tokens ?? 0) > completion) return null;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(completionDetails.reasoning_tokens === undefined
      ? {}
      : { reasoning_tokens: completionDetails.reasoning_tokens }),
    prompt_tokens_details: promptDetails,
    completion_tokens_details: completionDetails,
  };
}

function counts<Details extends { [name: string]: unknown }>(
  wire: { [Name in keyof Details]-?: unknown },
): Details {
  const known = Object.entries(wire).flatMap(([name, value]) => {
    const count = countOf(value);
    return count === null ? [] : [[name, count] as const];
  });
  return Object.fromEntries(known) as Details;
}
