import type { SharedV4ProviderMetadata } from '@ai-sdk/provider';
import type {
  ChatCompletion,
  ChoiceLogprobs,
  PluginReport,
  PriceRow,
  RoutingAttempt,
  Usage,
} from '@parley/types';

/**
 * `providerMetadata.parley` of an answer: what it cost, in USD, and how it came about. Costs are absent when the model
 * has no price in the catalogue; a server that is not Parley tells nothing of all this.
 */
export type ParleyMetadata = {
  requestId?: string;
  requestedModel?: string;
  requestedProvider?: string | null;
  usedModel?: string;
  usedProvider?: string;
  /** The name that was sent to the provider. */
  underlyingUsedModel?: string;
  /** Every attempt, in order. The last one succeeded. */
  routing?: RoutingAttempt[];
  /** What was sent and did not reach the provider. */
  ignoredParameters?: string[];
  plugins?: Record<string, PluginReport>;
  /** `estimated`: the provider counted nothing, and the gateway did. */
  usageSource?: 'provider' | 'estimated';
  /** The prices that the cost was computed with. */
  price?: PriceRow;
  costUsdTotal?: number;
  costUsdInput?: number;
  costUsdOutput?: number;
  costUsdCachedInput?: number;
  costUsdCacheWrite?: number;
  costUsdRequest?: number;
  costUsdWebSearch?: number;
  costUsdImageInput?: number;
  costUsdImageOutput?: number;
  webSearches?: number;
  serviceTier?: string;
  systemFingerprint?: string;
  logprobs?: ChoiceLogprobs;
};

/** Reads `providerMetadata` of a result, a step or a finish part; `undefined` when another provider wrote it. */
export function readParleyMetadata(
  providerMetadata: SharedV4ProviderMetadata | undefined,
): ParleyMetadata | undefined {
  const ours = providerMetadata?.['parley'];
  return isParleyMetadata(ours) ? ours : undefined;
}

export function convertMetadata(answer: ChatCompletion): { parley: ParleyMetadata } {
  const whole: ParleyMetadata = {
    ...convertRoute(answer),
    ...convertCost(answer.usage),
    serviceTier: answer.service_tier ?? undefined,
    systemFingerprint: answer.system_fingerprint ?? undefined,
    logprobs: answer.choices[0]?.logprobs ?? undefined,
  };
  const known = Object.entries(whole).filter(([, value]) => value !== undefined);
  return { parley: Object.fromEntries(known) };
}

// A plain OpenAI-compatible server sends neither metadata nor, at times, usage.
function convertRoute({ metadata }: Partial<ChatCompletion>): ParleyMetadata {
  return {
    requestId: metadata?.request_id,
    requestedModel: metadata?.requested_model,
    requestedProvider: metadata?.requested_provider,
    usedModel: metadata?.used_model,
    usedProvider: metadata?.used_provider,
    underlyingUsedModel: metadata?.underlying_used_model,
    routing: metadata?.routing,
    ignoredParameters: metadata?.ignored_parameters,
    plugins: metadata?.plugins,
    usageSource: metadata?.usage_source,
    price: metadata?.price,
  };
}

function convertCost(usage: Usage | undefined): ParleyMetadata {
  return {
    costUsdTotal: usage?.cost_usd_total,
    costUsdInput: usage?.cost_usd_input,
    costUsdOutput: usage?.cost_usd_output,
    costUsdCachedInput: usage?.cost_usd_cached_input,
    costUsdCacheWrite: usage?.cost_usd_cache_write,
    costUsdRequest: usage?.cost_usd_request,
    costUsdWebSearch: usage?.cost_usd_web_search,
    costUsdImageInput: usage?.cost_usd_image_input,
    costUsdImageOutput: usage?.cost_usd_image_output,
    webSearches: usage?.web_searches,
  };
}

// Nothing but this provider writes under its name.
function isParleyMetadata(value: unknown): value is ParleyMetadata {
  return typeof value === 'object' && value !== null;
}
