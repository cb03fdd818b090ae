import type { Adapter } from '../adapter.ts';
import { coverage } from './coverage.ts';
import { explainError } from './error.ts';
import { writeRequest } from './request.ts';
import { readResponse } from './response.ts';
import { createTranslator } from './stream.ts';
import type { ResponsesDialect } from './wire.ts';

/** The adapter of a provider that serves OpenAI's Responses API. */
export const openaiResponsesAdapter = (dialect: ResponsesDialect): Adapter => ({
  id: dialect.id,
  coverage,
  takesUrls: true,
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  request: (call) => ({ path: '/responses', ...writeRequest(call, dialect) }),
  response: (body, call) => readResponse(body, call, dialect.format),
  stream: (_call, writer) => createTranslator(writer, dialect.format),
  error: explainError,
});
