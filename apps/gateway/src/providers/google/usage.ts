import type { Usage } from '@parley/types';
import { arrayOf, countOf, isObject, objectOf } from '../json.ts';

/**
 * Usage in our sense: Gemini counts thoughts beside the candidates and what its tools brought in beside the prompt,
 * we count them inside. `null` when there is none, or none that can be true.
 */
export function readUsage(wire: unknown, webSearches: number): Usage | null {
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
    ...(webSearches === 0 ? {} : { web_searches: webSearches }),
  };
}

function tokensOfMedia(wire: unknown): { audio_tokens?: number; image_tokens?: number } {
  const counts = new Map(
    arrayOf(wire).map((detail) => [objectOf(detail)['modality'], countOf(objectOf(detail)['tokenCount'])]),
  );
  const audio = counts.get('AUDIO') ?? null;
  const image = counts.get('IMAGE') ?? null;
  return {
    ...(audio === null ? {} : { audio_tokens: audio }),
    ...(image === null ? {} : { image_tokens: image }),
  };
}
