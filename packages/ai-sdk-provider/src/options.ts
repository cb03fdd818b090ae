import type { SharedV4ProviderOptions, SharedV4Warning } from '@ai-sdk/provider';
import type { CacheControl, ChatCompletionRequest, ImagePart, ReasoningDetail } from '@parley/types';

/** What the AI SDK itself says in a request; `n`, because it reads one choice and the others would be paid for. */
const taken = ['model', 'messages', 'stream', 'n'] as const;

/**
 * `providerOptions.parley` of a call: the contract's own fields, by their own names, beside and above the settings of
 * the AI SDK. `tools` come after those of the call. Unknown fields are sent too, and the gateway names those that it
 * ignores.
 */
export type ParleyOptions = Omit<Partial<ChatCompletionRequest>, (typeof taken)[number]> & {
  /** Whether an answer by a schema is held to it strictly; `true` unless told. */
  strictJsonSchema?: boolean;
};

/** `providerOptions.parley` of a message or a part. What a part of an answer brought along comes back in the same place. */
export type ParleyPartOptions = {
  cache_control?: CacheControl;
  /** Of an image: how closely the model looks. */
  detail?: ImagePart['image_url']['detail'];
  reasoning_details?: ReasoningDetail[];
  refusal?: boolean;
  audio?: { id: string };
};

export function readOptions(
  providerOptions: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
): ParleyOptions {
  const options = Object.entries(providerOptions?.['parley'] ?? {});
  for (const name of taken) {
    if (!options.some(([given]) => given === name)) continue;
    warnings.push({
      type: 'unsupported',
      feature: `providerOptions.parley.${name}`,
      details: name === 'n' ? 'The AI SDK reads one choice.' : 'The AI SDK sets it.',
    });
  }
  const free = Object.fromEntries(options.filter(([given]) => !taken.some((name) => name === given)));
  return isOptions(free) ? free : {};
}

export function readPartOptions(providerOptions: SharedV4ProviderOptions | undefined): ParleyPartOptions {
  const options = providerOptions?.['parley'];
  return isPartOptions(options) ? options : {};
}

// The gateway judges what is in them: its 400 names the field that is wrong.
function isOptions(value: unknown): value is ParleyOptions {
  return isObject(value);
}

function isPartOptions(value: unknown): value is ParleyPartOptions {
  return isObject(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
