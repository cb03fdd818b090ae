import type { Usage } from '@parley/types';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { pricelessTier, type ReportedUsage, reportUsage } from '../reported-usage.ts';

/** What an answer, or an event of one, says was used. `queries` is how many searches it tells of so far. */
export function readReport(body: JsonObject, queries: number, model: string): ReportedUsage | null {
  const wire = body['usageMetadata'];
  const { serviceTier, trafficType } = objectOf(wire);
  return reportUsage(wire, readUsage(wire), {
    ...(queries === 0 ? {} : { web_searches: isChargedPerPrompt(body, model) ? 1 : queries }),
    unpriced: [...pricelessTier(serviceTier), ...pricelessTier(trafficType), ...cachedSound(objectOf(wire))],
  });
}

/** Before its third generation Gemini charges for a prompt that is searched for, and not for each query. */
const isChargedPerPrompt = (body: JsonObject, model: string): boolean =>
  /gemini-[12]\b/.test(stringOf(body['modelVersion']) ?? model);

/** Sound in a cache has a price of its own, which isn't known. */
function cachedSound(wire: JsonObject): string[] {
  const cached = countOf(wire['cachedContentTokenCount']) ?? 0;
  const { audio_tokens: audio = 0 } = cached === 0 ? {} : tokensOfMedia(wire['promptTokensDetails']);
  // Where it isn't told which tokens were cached, any may have been.
  const told = wire['cacheTokensDetails'];
  const cachedAudio = Array.isArray(told) ? (tokensOfMedia(told).audio_tokens ?? 0) : Math.min(audio, cached);
  return cachedAudio > 0 ? ['cached_audio_tokens'] : [];
}

/**
 * Usage in our sense: Gemini counts thoughts beside the candidates and what its tools brought in beside the prompt,
 * we count them inside. `null` when there is none, or none that can be true.
 */
export function readUsage(wire: unknown): Usage | null {
  if (!isObject(wire)) return null;
  const asked = countOf(wire['promptTokenCount']);
  if (asked === null) return null;
  const prompt = asked + (countOf(wire['toolUsePromptTokenCount']) ?? 0);
  const reasoning = countOf(wire['thoughtsTokenCount']);
  const total = countOf(wire['totalTokenCount']);
  // A count of zero is left out on this wire; the total tells it from one that isn't known.
  const spoken =
    countOf(wire['candidatesTokenCount']) ?? (total === null ? null : total - prompt - (reasoning ?? 0));
  if (spoken === null || spoken < 0) return null;
  const completion = spoken + (reasoning ?? 0);
  const cached = countOf(wire['cachedContentTokenCount']);
  if (cached !== null && cached > prompt) return null;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(reasoning === null ? {} : { reasoning_tokens: reasoning }),
    prompt_tokens_details: {
      ...(cached === null ? {} : { cached_tokens: cached }),
      ...tokensOfMedia(wire['promptTokensDetails']),
    },
    completion_tokens_details: {
      ...(reasoning === null ? {} : { reasoning_tokens: reasoning }),
      ...tokensOfMedia(wire['candidatesTokensDetails']),
    },
  };
}

function tokensOfMedia(wire: unknown): { audio_tokens?: number; image_tokens?: number } {
  const tokens: { audio_tokens?: number; image_tokens?: number } = {};
  for (const detail of arrayOf(wire)) {
    const { modality, tokenCount } = objectOf(detail);
    const count = countOf(tokenCount);
    if (modality === 'AUDIO' && count !== null) tokens.audio_tokens = count;
    if (modality === 'IMAGE' && count !== null) tokens.image_tokens = count;
  }
  return tokens;
}
