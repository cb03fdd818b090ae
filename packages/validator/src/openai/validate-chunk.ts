import { checkSchema } from '../check-schema.ts';
import { validateChatChunk, validateChatStreamError } from '../generated/openai/validators.gen.js';
import { isErrorEvent } from '../is-error-event.ts';
import type { Problem } from '../problem.ts';

/** Holds the parsed data of one stream event to its schema: of the error when it has an `error`, else of the chunk. */
export function validateChunk(data: unknown): Problem | null {
  return checkSchema(isErrorEvent(data) ? validateChatStreamError : validateChatChunk, data, 'The event');
}
