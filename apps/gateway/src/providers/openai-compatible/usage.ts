import type { CompletionTokensDetails, PromptTokensDetails, Usage } from '@parley/types';
import { arrayOf, countOf, isObject, type JsonObject, objectOf } from '../json.ts';

/**
 * The usage of an answer or a chunk, wherever it stands: beside the choices, in one of them (Moonshot), or in
 * `x_groq`. `null` when there is none.
 */
export function readUsageOf(body: JsonObject): Usage | null {
  const inChoices = arrayOf(body['choices']).map((choice) => objectOf(choice)['usage']);
  const places = [body['usage'], ...inChoices, objectOf(body['x_groq'])['usage']];
  return places.map(readUsage).find((usage) => usage !== null) ?? null;
}

/**
 * Usage as OpenAI counts it: cached inside the prompt, reasoning inside the completion.
 * `null` when there is none, or none that can be true: a count that is negative, or larger than what holds it.
 */
export function readUsage(wire: unknown): Usage | null {
  if (!isObject(wire)) return null;
  const prompt = countOf(wire['prompt_tokens']);
  const generated = countOf(wire['completion_tokens']);
  if (prompt === null || generated === null) return null;
  const promptDetails = readPromptDetails(wire);
  const { completion, details: completionDetails } = readCompletion(wire, prompt, generated);
  if ((promptDetails.cached_tokens ?? 0) + (promptDetails.cache_write_tokens ?? 0) > prompt) return null;
  if ((completionDetails.reasoning_tokens ?? 0) > completion) return null;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...counts<Pick<Usage, 'reasoning_tokens' | 'web_searches'>>({
      reasoning_tokens: completionDetails.reasoning_tokens,
      web_searches: searchesOf(wire),
    }),
    prompt_tokens_details: promptDetails,
    completion_tokens_details: completionDetails,
  };
}

function readPromptDetails(wire: JsonObject): PromptTokensDetails {
  const details = objectOf(wire['prompt_tokens_details']);
  return counts<PromptTokensDetails>({
    cached_tokens: firstCount(
      details['cached_tokens'],
      wire['prompt_cache_hit_tokens'],
      wire['cached_tokens'],
    ),
    cache_write_tokens: firstCount(details['cache_write_tokens'], details['cache_creation_input_tokens']),
    audio_tokens: details['audio_tokens'],
    image_tokens: details['image_tokens'],
  });
}

function readCompletion(wire: JsonObject, prompt: number, generated: number) {
  const details = objectOf(wire['completion_tokens_details']);
  const beside = countOf(wire['reasoning_tokens']);
  const reasoning =
    countOf(details['reasoning_tokens']) ?? (beside !== null && beside <= generated ? beside : null);
  // xAI counts reasoning beside the completion, and only its total tells.
  const apart = reasoning !== null && countOf(wire['total_tokens']) === prompt + generated + reasoning;
  return {
    completion: apart ? generated + reasoning : generated,
    details: counts<CompletionTokensDetails>({
      reasoning_tokens: reasoning,
      audio_tokens: details['audio_tokens'],
      image_tokens: details['image_tokens'],
      accepted_prediction_tokens: details['accepted_prediction_tokens'],
      rejected_prediction_tokens: details['rejected_prediction_tokens'],
    }),
  };
}

/** What is charged as a search: Perplexity counts queries, OpenRouter requests, xAI calls or sources. */
const searchesOf = (wire: JsonObject): number | null =>
  firstCount(
    wire['num_search_queries'],
    objectOf(wire['server_tool_use'])['web_search_requests'],
    objectOf(wire['server_side_tool_usage_details'])['web_search_calls'],
    wire['num_sources_used'],
  );

const firstCount = (...wire: unknown[]): number | null =>
  wire.map(countOf).find((count) => count !== null) ?? null;

function counts<Details extends { [name: string]: unknown }>(
  wire: { [Name in keyof Details]-?: unknown },
): Details {
  const known = Object.entries(wire).flatMap(([name, value]) => {
    const count = countOf(value);
    return count === null ? [] : [[name, count] as const];
  });
  return Object.fromEntries(known) as Details;
}
