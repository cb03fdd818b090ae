import { checkSchema } from './check-schema.ts';
import { validateChatChunk, validateChatStreamError } from './generated/validators.gen.js';
import { isErrorEvent } from './is-error-event.ts';
import type { Problem } from './problem.ts';

/** Holds the parsed data of one stream event to its schema: of the error when it has an `error`, else of the chunk. */
export function validateChunk(data: unknown): Problem | null {
  if (isErrorEvent(data)) return checkSchema(validateChatStreamError, data, 'The event');
  return checkSchema(validateChatChunk, data, 'The event');
}
