import type { IncomingMessage } from 'node:http';
import { anthropicWire } from './anthropic/anthropic-wire.ts';
import { geminiWire } from './gemini/gemini-wire.ts';
import { openaiWire } from './openai/openai-wire.ts';
import type { Wire } from './server/wire.ts';

const geminiPath = /^\/(?:v1beta\/|v1\/models\/[^/?]+:\w)/;

/** The wire that a request speaks: by its path, or by the header that every client of that provider sends. */
export function wireOf({ url = '', headers }: IncomingMessage, requestId: string): Wire {
  if (geminiPath.test(url) || headers['x-goog-api-key'] !== undefined) return geminiWire;
  if (/^\/v1\/messages\b/.test(url) || headers['anthropic-version'] !== undefined)
    return anthropicWire(requestId);
  return openaiWire;
}
