import type { CompletionTokensDetails, PromptTokensDetails, Usage } from '@parley/types';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { pricelessTier, type ReportedUsage, reportUsage } from '../reported-usage.ts';
import type { Dialect } from './dialect.ts';

/**
 * What an answer or a chunk says was used, wherever it stands: beside the choices, in one of them (Moonshot), or in
 * `x_groq`. `null` when it says nothing.
 */
export function readReport(
  body: JsonObject,
  { alwaysSearches = false }: Pick<Dialect, 'alwaysSearches'> = {},
): ReportedUsage | null {
  if (!alwaysSearches && saysNothing(body)) return null;
  const inChoices = arrayOf(body['choices']).map((choice) => objectOf(choice)['usage']);
  const places = [body['usage'], ...inChoices, objectOf(body['x_groq'])['usage']].filter(
    (one) => one != null,
  );
  let counts: Usage | null = null;
  let wire = places[0];
  for (const place of places) {
    counts = readUsage(place);
    if (counts === null) continue;
    wire = place;
    break;
  }
  return reportUsage(wire, counts, {
    ...(alwaysSearches ? { web_searches: 1 } : {}),
    ...readBesides(objectOf(wire), body['service_tier']),
  });
}

/** Whether nothing of what was used stands anywhere, as in nearly every chunk of a stream. */
const saysNothing = (body: JsonObject): boolean =>
  body['usage'] == null &&
  body['x_groq'] == null &&
  arrayOf(body['choices']).every((choice) => objectOf(choice)['usage'] == null) &&
  pricelessTier(body['service_tier']).length === 0;

/** What is charged besides tokens, and for what of it there can be no price. */
export function readBesides(
  wire: JsonObject,
  tier: unknown,
): Pick<ReportedUsage, 'web_searches' | 'unpriced'> {
  const searches = searchesOf(wire);
  const { audio_tokens: audio = 0, cached_tokens: cached = 0 } = readPromptDetails(wire);
  const size = stringOf(wire['search_context_size']);
  return {
    ...(searches === null ? {} : { web_searches: searches }),
    unpriced: [
      ...pricelessTier(tier),
      // Perplexity's request costs more with more to read, and its price is that of the smallest size.
      ...(size === null || size === 'low' ? [] : [`search_context_size:${size}`]),
      ...(countOf(wire['citation_tokens']) ? ['citation_tokens'] : []),
      // xAI once charged for sources, and not for searches.
      ...(searches === null && countOf(wire['num_sources_used']) ? ['search_sources'] : []),
      ...(audio > 0 && cached > 0 ? ['cached_audio_tokens'] : []),
    ],
  };
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
    ...counts<Pick<Usage, 'reasoning_tokens'>>({ reasoning_tokens: completionDetails.reasoning_tokens }),
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
    cache_write_1h_tokens: objectOf(details['cache_creation'])['ephemeral_1h_input_tokens'],
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

/** What is charged as a search: Perplexity counts queries, OpenRouter requests, xAI calls. */
const searchesOf = (wire: JsonObject): number | null =>
  firstCount(
    wire['num_search_queries'],
    objectOf(wire['server_tool_use'])['web_search_requests'],
    objectOf(wire['server_side_tool_usage_details'])['web_search_calls'],
  );

function firstCount(...wire: unknown[]): number | null {
  for (const value of wire) {
    const count = countOf(value);
    if (count !== null) return count;
  }
  return null;
}

function counts<Details extends { [name: string]: unknown }>(
  wire: { [Name in keyof Details]-?: unknown },
): Details {
  const known: { [name: string]: unknown } = {};
  for (const name in wire) {
    const count = countOf(wire[name]);
    if (count !== null) known[name] = count;
  }
  return known as Details;
}
