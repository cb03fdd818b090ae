import type { SharedV4Warning } from '@ai-sdk/provider';
import type { ChatMetadata } from '@parley/types';

/** The contract's fields that the AI SDK has settings for. */
const settings: Record<string, string> = {
  max_completion_tokens: 'maxOutputTokens',
  temperature: 'temperature',
  top_p: 'topP',
  top_k: 'topK',
  presence_penalty: 'presencePenalty',
  frequency_penalty: 'frequencyPenalty',
  stop: 'stopSequences',
  seed: 'seed',
  response_format: 'responseFormat',
  tools: 'tools',
  tool_choice: 'toolChoice',
  reasoning_effort: 'reasoning',
};

/** A warning for each parameter that did not reach the provider of the model. */
export function ignoredParameters(metadata: ChatMetadata | undefined): SharedV4Warning[] {
  return (metadata?.ignored_parameters ?? []).map((name) => ({
    type: 'unsupported',
    feature: settings[name] ?? name,
    details: `${metadata?.used_provider} did not get "${name}": it has nothing of the kind for this model.`,
  }));
}
