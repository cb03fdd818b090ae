import { validateChatChunk, validateChatStreamError } from './generated/validators.gen.js';
import type { Problem } from './problem.ts';
import { checkLastChunk } from './rules/last-chunk.ts';
import { checkStream, type StreamChecker } from './rules/stream.ts';
import { checkToolCall } from './rules/tool-call.ts';
import { checkUsageRules } from './rules/usage.ts';
import { validateChunk } from './validate-chunk.ts';

/**
 * Holds a stream to the contract, event by event: schemas, rules S1 to S14, and on the last chunk the U and M rules.
 * Each call returns what is wrong at that point; the state it keeps grows with choices and tool calls only.
 */
export function streamChecker(): StreamChecker {
  return checkStream({
    validateChunk,
    isChunk: validateChatChunk,
    isLastChunk: ({ choices }) => choices.length === 0,
    checkLastChunk,
    checkError,
    checkToolCall,
    holds: () => true,
  });
}

function checkError(data: unknown): Problem[] {
  if (!validateChatStreamError(data) || data.usage === undefined) return [];
  return checkUsageRules(data.usage, data.metadata);
}
