import type { ChatChunk } from '@parley/types';
import { excerpt, parseJson } from './json.ts';
import { ParleyError } from './parley-error.ts';
import { errorFromEvent, hasError } from './server-error.ts';
import { isChatChunk } from './shape.ts';

/** Throws the typed error that an event holds, or `invalid_response` for what is neither chunk nor error. */
export function parseChunk(data: string, requestId: string | null): ChatChunk {
  const event = parseJson(data);
  if (hasError(event)) throw errorFromEvent(event, requestId);
  if (isChatChunk(event)) return event;
  throw notAChunk(data, requestId);
}

export function notAChunk(data: string, requestId: string | null, cause?: unknown): ParleyError {
  return new ParleyError({
    message: `The stream holds an event that is not a chunk: ${excerpt(data)}`,
    code: 'invalid_response',
    requestId,
    cause,
  });
}
