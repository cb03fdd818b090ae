import type { LanguageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider';
import type { ChatCompletionRequest, ResponseFormat } from '@parley/types';
import { convertPrompt } from './convert-prompt.ts';
import { convertTools } from './convert-tools.ts';
import { readOptions } from './options.ts';

/** What a call sends, `stream` aside, and a warning for each thing that can't be said in it. */
export function convertRequest(
  model: string,
  options: LanguageModelV4CallOptions,
): { request: ChatCompletionRequest; warnings: SharedV4Warning[] } {
  const warnings: SharedV4Warning[] = [];
  const { strictJsonSchema = true, tools, ...fields } = readOptions(options.providerOptions, warnings);
  const request: ChatCompletionRequest = {
    model,
    messages: convertPrompt(options.prompt, warnings),
    max_completion_tokens: options.maxOutputTokens,
    temperature: options.temperature,
    top_p: options.topP,
    top_k: options.topK,
    presence_penalty: options.presencePenalty,
    frequency_penalty: options.frequencyPenalty,
    stop: options.stopSequences,
    seed: options.seed,
    reasoning_effort: options.reasoning === 'provider-default' ? undefined : options.reasoning,
    response_format: convertResponseFormat(options.responseFormat, strictJsonSchema),
    ...convertTools(options, tools ?? [], warnings),
    ...fields,
  };
  return { request: withoutAbsent(request), warnings };
}

function convertResponseFormat(
  format: LanguageModelV4CallOptions['responseFormat'],
  strict: boolean,
): ResponseFormat | undefined {
  if (format?.type !== 'json') return undefined;
  const { schema, name = 'response', description } = format;
  if (schema === undefined) return { type: 'json_object' };
  return {
    type: 'json_schema',
    json_schema: {
      name,
      ...(description === undefined ? {} : { description }),
      schema: { ...schema },
      strict,
    },
  };
}

// The body is reported as it was sent, and JSON has no word for undefined.
function withoutAbsent(request: ChatCompletionRequest): ChatCompletionRequest {
  const { model, messages, ...rest } = request;
  const present = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { model, messages, ...Object.fromEntries(present) };
}
