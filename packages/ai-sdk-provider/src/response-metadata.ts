import type { LanguageModelV4ResponseMetadata } from '@ai-sdk/provider';

export function responseMetadata({
  id,
  created,
  model,
}: {
  id: string;
  created: number;
  model: string;
}): LanguageModelV4ResponseMetadata {
  return { id, timestamp: new Date(created * 1000), modelId: model };
}
