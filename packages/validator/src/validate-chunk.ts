import { checkSchema } from './check-schema.ts';
import { validateChatChunk, validateChatStreamError } from './generated/validators.gen.js';
import type { Problem } from './problem.ts';

/** Holds the parsed data of one stream event to its schema: of the error when it has an `error`, else of the chunk. */
export function validateChunk(data: unknown): Problem | null {
  if (isErrorEvent(data)) return checkSchema(validateChatStreamError, data, 'The event');
  return checkSchema(validateChatChunk, data, 'The event');
}

/** Whether an event tells of a failure, as clients decide it: by a top-level `error`. */
export function isErrorEvent(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'error' in data && data.error != null;
}
