import type { Usage } from '@parley/types';

/**
 * What is wrong with what a provider counted. `unreadable`: counts are missing, or can't be true · `decreasing`: a
 * later count of a stream is below an earlier one · `implausible`: far more than any model takes.
 */
export type UsageAnomaly = 'unreadable' | 'decreasing' | 'implausible';

/** What a provider says of what was used. What it says besides its tokens is kept where these can't be believed. */
export type ReportedUsage = Partial<Usage> & {
  /** What it charges for and no count of ours tells, by the names of `metadata.unpriced`. */
  unpriced?: string[];
  anomalies?: UsageAnomaly[];
};

/**
 * A report of what stands at `wire`, of which an adapter made `counts`: `null` where it could not. Gives `null` when
 * nothing was said.
 */
export function reportUsage(
  wire: unknown,
  counts: Usage | null,
  besides: Pick<ReportedUsage, 'web_searches' | 'unpriced'> = {},
): ReportedUsage | null {
  const { web_searches: searches, unpriced = [] } = besides;
  if (counts !== null && searches === undefined && unpriced.length === 0) return counts;
  const told: ReportedUsage = {
    ...counts,
    ...(searches === undefined ? {} : { web_searches: searches }),
    ...(unpriced.length === 0 ? {} : { unpriced }),
    ...(counts === null && wire != null ? { anomalies: ['unreadable'] } : {}),
  };
  return Object.keys(told).length === 0 ? null : told;
}

/**
 * A later report of a stream over the earlier ones. Counts are cumulative: the last ones stand, and are never added. Zeros
 * behind a count are none.
 */
export function laterUsage(before: ReportedUsage | null, now: ReportedUsage | null): ReportedUsage | null {
  if (before === null || now === null) return now ?? before;
  const counts = isCounted(now) && (now.total_tokens > 0 || !isCounted(before)) ? now : before;
  const decreasing =
    isCounted(now) &&
    (now.prompt_tokens < (before.prompt_tokens ?? 0) ||
      now.completion_tokens < (before.completion_tokens ?? 0));
  const isAllSaid =
    counts === now &&
    !decreasing &&
    before.unpriced === undefined &&
    before.anomalies === undefined &&
    before.web_searches === undefined;
  if (isAllSaid) return now;
  const searches = mostOf(before.web_searches, now.web_searches);
  const unpriced = new Set([...(before.unpriced ?? []), ...(now.unpriced ?? [])]);
  const anomalies = new Set([
    ...(before.anomalies ?? []),
    ...(now.anomalies ?? []),
    ...(decreasing ? (['decreasing'] as const) : []),
  ]);
  return {
    ...counts,
    ...(searches === undefined ? {} : { web_searches: searches }),
    ...(unpriced.size === 0 ? {} : { unpriced: [...unpriced] }),
    ...(anomalies.size === 0 ? {} : { anomalies: [...anomalies] }),
  };
}

const mostOf = (before: number | undefined, now: number | undefined): number | undefined =>
  before === undefined || now === undefined ? (now ?? before) : Math.max(before, now);

/** Whether it counts the tokens. */
export const isCounted = (usage: ReportedUsage | null): usage is ReportedUsage & Usage =>
  usage?.total_tokens !== undefined;

/** The name under which an answer at another than the provider's standard tier has no price; none for that one. */
export function pricelessTier(wire: unknown): string[] {
  if (typeof wire !== 'string' || standardTiers.has(wire)) return [];
  const name = wire.toLowerCase();
  return name === '' || standardTiers.has(name) ? [] : [`service_tier:${name}`];
}

// OpenAI, Anthropic and Gemini, Groq and Vertex.
const standardTiers = new Set(['default', 'standard', 'on_demand']);
