import type { ChatCompletionRequest } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import { writeSchema } from './schema.ts';
import { writeThinking } from './thinking.ts';
import type { WireGenerationConfig } from './wire.ts';

const modalities = { text: 'TEXT', image: 'IMAGE', audio: 'AUDIO' } as const;

/** How the answer is generated. Fields that nobody asked for are `undefined`, and so not on the wire. */
export function writeGenerationConfig(call: AdapterCall, ignored: Set<string>): WireGenerationConfig {
  const { request } = call;
  return {
    maxOutputTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
    temperature: request.temperature ?? undefined,
    topP: request.top_p ?? undefined,
    topK: request.top_k ?? undefined,
    frequencyPenalty: request.frequency_penalty ?? undefined,
    presencePenalty: request.presence_penalty ?? undefined,
    seed: request.seed ?? undefined,
    candidateCount: request.n ?? undefined,
    stopSequences: stopSequences(request.stop),
    responseLogprobs: request.logprobs ?? undefined,
    logprobs: request.top_logprobs ?? undefined,
    responseModalities: request.modalities?.map((modality) => modalities[modality]),
    imageConfig: imageConfig(request, ignored),
    thinkingConfig: writeThinking(call),
    ...responseFormat(request),
  };
}

function stopSequences(stop: ChatCompletionRequest['stop']): string[] | undefined {
  if (stop === null || stop === undefined || stop.length === 0) return undefined;
  return typeof stop === 'string' ? [stop] : stop;
}

function responseFormat({ response_format: format }: ChatCompletionRequest): WireGenerationConfig {
  if (format?.type !== 'json_object' && format?.type !== 'json_schema') return {};
  const schema = format.type === 'json_schema' ? format.json_schema.schema : null;
  return {
    responseMimeType: 'application/json',
    ...(schema ? { responseJsonSchema: writeSchema(schema) } : {}),
  };
}

function imageConfig({ image_config: config }: ChatCompletionRequest, ignored: Set<string>) {
  if (!config) return undefined;
  const { aspect_ratio: aspectRatio, image_size: imageSize, ...rest } = config;
  for (const [field, value] of Object.entries(rest)) if (value !== null) ignored.add(`image_config.${field}`);
  return { aspectRatio: aspectRatio ?? undefined, imageSize: imageSize ?? undefined };
}
