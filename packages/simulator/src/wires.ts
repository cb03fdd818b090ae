import type { IncomingMessage } from 'node:http';
import { anthropicWire } from './anthropic/anthropic-wire.ts';
import { openaiWire } from './openai/openai-wire.ts';
import type { Wire } from './server/wire.ts';

/** The wire that a request speaks: by its path, or by the header that every client of Anthropic's sends. */
export function wireOf({ url = '', headers }: IncomingMessage, requestId: string): Wire {
  if (/^\/v1\/messages\b/.test(url) || headers['anthropic-version'] !== undefined)
    return anthropicWire(requestId);
  return openaiWire;
}
