import type { Adapter } from '../adapter.ts';
import type { Dialect } from './dialect.ts';
import { explainError } from './error.ts';
import { writeRequest } from './request.ts';
import { readResponse } from './response.ts';
import { createTranslator } from './stream.ts';

/** The adapter of a place that serves Gemini by `generateContent`. */
export const googleAdapter = (dialect: Dialect): Adapter => ({
  id: dialect.id,
  coverage: dialect.coverage,
  takesUrls: false,
  authorize: dialect.authorize,
  request: (call) => writeRequest(call, dialect),
  response: readResponse,
  stream: createTranslator,
  error: explainError,
});
