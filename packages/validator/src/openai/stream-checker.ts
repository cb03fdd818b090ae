import { validateChatChunk } from '../generated/openai/validators.gen.js';
import { checkStream, type StreamChecker } from '../rules/stream.ts';
import { openaiRules } from './rules.ts';
import { checkToolCall } from './tool-call.ts';
import { checkUsage } from './usage.ts';
import { validateChunk } from './validate-chunk.ts';

/**
 * Holds a stream to what OpenAI's document asks, event by event. A last chunk with usage (S8) must come only when the
 * request, as far as it is given, asked for it with `stream_options.include_usage`.
 */
export function streamChecker(request?: unknown): StreamChecker {
  const usageAsked = asksForUsage(request);
  return checkStream({
    validateChunk,
    isChunk: validateChatChunk,
    isLastChunk: ({ choices, usage }) => choices.length === 0 && usage != null,
    checkLastChunk: ({ usage }) => (usage == null ? [] : checkUsage(usage)),
    checkError: () => [],
    checkToolCall,
    holds: (rule) => openaiRules.has(rule) && (rule !== 'S8' || usageAsked),
  });
}

function asksForUsage(request: unknown): boolean {
  const options = fieldOf(request, 'stream_options');
  return fieldOf(options, 'include_usage') === true;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
