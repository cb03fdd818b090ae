import type { Adapter } from '../adapter.ts';
import type { Dialect } from './dialect.ts';
import { explainError } from './error.ts';
import { writeRequest } from './request.ts';
import { readResponse } from './response.ts';
import { createTranslator } from './stream.ts';

/** The adapter of a provider that speaks OpenAI's `/chat/completions`. */
export const openaiCompatibleAdapter = (dialect: Dialect): Adapter => ({
  id: dialect.id,
  coverage: dialect.coverage,
  takesUrls: dialect.takesUrls ?? true,
  authorize: dialect.authorize ?? ((apiKey) => ({ authorization: `Bearer ${apiKey}` })),
  request: (call) => ({ path: '/chat/completions', ...writeRequest(call, dialect) }),
  response: (body, call) => readResponse(body, call, dialect),
  stream: (_call, writer) => createTranslator(writer, dialect),
  error: explainError,
});
