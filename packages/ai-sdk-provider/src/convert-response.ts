import {
  InvalidResponseDataError,
  type LanguageModelV4Content,
  type LanguageModelV4GenerateResult,
  type LanguageModelV4ToolCall,
} from '@ai-sdk/provider';
import type {
  ChatAnswer,
  ChatChoice,
  ChatCompletion,
  ChatCompletionRequest,
  ReasoningDetail,
  ToolCall,
} from '@parley/types';
import { convertFinishReason } from './finish-reason.ts';
import { convertGeneratedImage, convertSpokenAnswer } from './generated-file.ts';
import { convertMetadata } from './provider-metadata.ts';
import { createSources } from './sources.ts';
import { convertUsage } from './usage.ts';

type Converted = Pick<
  LanguageModelV4GenerateResult,
  'content' | 'finishReason' | 'usage' | 'providerMetadata'
>;

export function convertResponse(answer: ChatCompletion, request: ChatCompletionRequest): Converted {
  return { content: convertContent(answer, request), ...convertEnd(answer) };
}

/** What is known when an answer is over, be it whole or a stream. */
export function convertEnd(answer: ChatCompletion): Omit<Converted, 'content'> {
  const { finish_reason, message } = choiceOf(answer);
  return {
    finishReason: convertFinishReason(finish_reason, Boolean(message.refusal)),
    usage: convertUsage(answer.usage),
    providerMetadata: convertMetadata(answer),
  };
}

export function choiceOf(answer: ChatCompletion): ChatChoice {
  const [choice] = answer.choices;
  if (choice === undefined)
    throw new InvalidResponseDataError({ data: answer, message: 'There is no choice.' });
  return choice;
}

export function convertToolCall({
  id,
  function: { name, arguments: input },
}: ToolCall): LanguageModelV4ToolCall {
  return { type: 'tool-call', toolCallId: id, toolName: name, input };
}

function convertContent(answer: ChatCompletion, request: ChatCompletionRequest): LanguageModelV4Content[] {
  const { message } = choiceOf(answer);
  const sources = createSources();
  const found = (message.annotations ?? []).flatMap((annotation) => sources.add(annotation, answer.id) ?? []);
  const text = message.content ?? '';
  const citations = sources.citations(0, text.length);
  return [
    ...convertReasoning(message),
    ...(text === ''
      ? []
      : [{ type: 'text' as const, text, ...(citations === undefined ? {} : { citations }) }]),
    ...(message.refusal ? [refusalPart(message.refusal)] : []),
    ...found,
    ...(message.images ?? []).map(convertGeneratedImage),
    ...convertSpokenAnswer(message.audio, request.audio),
    ...(message.tool_calls ?? []).map(convertToolCall),
  ];
}

function convertReasoning({
  reasoning,
  reasoning_details: details = [],
}: ChatAnswer): LanguageModelV4Content[] {
  if (!reasoning && details.length === 0) return [];
  return [
    {
      type: 'reasoning',
      text: reasoning ?? details.map(textOf).join(''),
      ...(details.length === 0 ? {} : { providerMetadata: { parley: { reasoning_details: details } } }),
    },
  ];
}

function textOf(detail: ReasoningDetail): string {
  if (detail.type === 'reasoning.text') return detail.text ?? '';
  return detail.type === 'reasoning.summary' ? (detail.summary ?? '') : '';
}

function refusalPart(text: string): LanguageModelV4Content {
  return { type: 'text', text, providerMetadata: { parley: { refusal: true } } };
}
