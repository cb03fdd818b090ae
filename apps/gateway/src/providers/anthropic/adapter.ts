import type { Adapter } from '../adapter.ts';
import { coverage } from './coverage.ts';
import type { Dialect } from './dialect.ts';
import { explainError } from './error.ts';
import { writeRequest } from './request.ts';
import { readResponse } from './response.ts';
import { createTranslator } from './stream.ts';

/** The adapter of a place that serves Anthropic's models by the Messages wire. */
export const anthropicAdapter = (dialect: Dialect): Adapter => ({
  id: dialect.id,
  coverage,
  takesUrls: dialect.takesUrls,
  authorize: dialect.authorize,
  request: (call) => writeRequest(call, dialect),
  response: (body, call) => readResponse(body, call, dialect),
  stream: (call, writer) => createTranslator(call, writer, dialect),
  error: explainError,
});
