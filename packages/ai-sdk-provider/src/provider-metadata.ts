import type { JSONObject, SharedV4ProviderMetadata } from '@ai-sdk/provider';
import type { ChatCompletion, ChatMetadata, ChoiceLogprobs, Usage } from '@parley/types';

type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

type Route = { [Field in keyof ChatMetadata as CamelCase<Field>]?: ChatMetadata[Field] };
type Cost = { [Field in keyof Usage & `cost_${string}` as CamelCase<Field>]?: Usage[Field] };

/**
 * `providerMetadata.parley` of an answer: the contract's `metadata`, and the costs of its `usage` in USD, each by its
 * name in camelCase. Costs are absent when a price isn't known, and `unpriced` says which; a server that is not Parley
 * tells nothing of all this.
 */
export type ParleyMetadata = Route &
  Cost & { serviceTier?: string; systemFingerprint?: string; logprobs?: ChoiceLogprobs };

/** Reads `providerMetadata` of a result, a step or a finish part; `undefined` when another provider wrote it. */
export function readParleyMetadata(
  providerMetadata: SharedV4ProviderMetadata | undefined,
): ParleyMetadata | undefined {
  const ours = providerMetadata?.['parley'];
  return isParleyMetadata(ours) ? ours : undefined;
}

export function convertMetadata(answer: ChatCompletion): { parley: JSONObject } {
  const { metadata, usage, service_tier, system_fingerprint, choices } = answer;
  const more = { service_tier, system_fingerprint, logprobs: choices[0]?.logprobs };
  const known = [
    // A plain OpenAI-compatible server sends no metadata, and not always usage.
    ...Object.entries(metadata ?? {}),
    ...Object.entries(usage ?? {}).filter(([name]) => name.startsWith('cost_')),
    ...Object.entries(more).filter(([, value]) => value !== undefined && value !== null),
  ];
  return { parley: Object.fromEntries(known.map(([name, value]) => [toCamelCase(name), value])) };
}

function toCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

// Nothing but this provider writes under its name.
function isParleyMetadata(value: unknown): value is ParleyMetadata {
  return typeof value === 'object' && value !== null;
}
