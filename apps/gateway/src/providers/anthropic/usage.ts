import type { Usage } from '@parley/types';
import { countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { pricelessTier, type ReportedUsage, reportUsage } from '../reported-usage.ts';

const inputs = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'] as const;

/** What an answer says was used, and what of it is charged in a way of its own. */
export function readReport(wire: unknown): ReportedUsage | null {
  const { service_tier: tier, inference_geo: place, server_tool_use: tools } = objectOf(wire);
  const searches = countOf(objectOf(tools)['web_search_requests']);
  const region = stringOf(place);
  return reportUsage(wire, readUsage(wire), {
    ...(searches === null ? {} : { web_searches: searches }),
    unpriced: [
      ...pricelessTier(tier),
      ...(region === null || anywhere.has(region) ? [] : [`inference_geo:${region}`]),
    ],
  });
}

// Inference that stays in one country costs more.
const anywhere = new Set(['global', 'not_available']);

/**
 * Usage in our sense: Anthropic counts input that is read from or written to its cache beside `input_tokens`, we count
 * it inside. `null` when there is none, or none that can be true.
 */
export function readUsage(wire: unknown): Usage | null {
  if (!isObject(wire)) return null;
  const [fresh, written, read] = inputs.map((name) => (wire[name] == null ? undefined : countOf(wire[name])));
  const completion = countOf(wire['output_tokens']);
  if (fresh === undefined || fresh === null || written === null || read === null || completion === null)
    return null;
  const reasoning = countOf(objectOf(wire['output_tokens_details'])['thinking_tokens']);
  if (reasoning !== null && reasoning > completion) return null;
  const writtenForAnHour = countOf(objectOf(wire['cache_creation'])['ephemeral_1h_input_tokens']);
  const prompt = fresh + (written ?? 0) + (read ?? 0);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(reasoning === null ? {} : { reasoning_tokens: reasoning }),
    prompt_tokens_details: {
      ...(read === undefined ? {} : { cached_tokens: read }),
      ...(written === undefined ? {} : { cache_write_tokens: written }),
      ...(writtenForAnHour === null || writtenForAnHour === 0
        ? {}
        : { cache_write_1h_tokens: writtenForAnHour }),
    },
    completion_tokens_details: reasoning === null ? {} : { reasoning_tokens: reasoning },
  };
}

/** The usage of a later event over that of an earlier one. Counts only grow: one that isn't there, or is 0, says nothing. */
export function laterUsage(earlier: JsonObject, later: JsonObject): JsonObject {
  const told = Object.entries(later).filter(([name, value]) => {
    const before = earlier[name];
    return value != null && !(value === 0 && typeof before === 'number');
  });
  return { ...earlier, ...Object.fromEntries(told) };
}
