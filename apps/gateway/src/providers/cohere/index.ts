// https://docs.cohere.com/reference/chat
import type { Adapter } from '../adapter.ts';
import { coverage } from './coverage.ts';
import { explainError } from './error.ts';
import { writeRequest } from './request.ts';
import { readResponse } from './response.ts';
import { createTranslator } from './stream.ts';

export const cohere: Adapter = {
  id: 'cohere',
  coverage,
  takesUrls: true,
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  request: writeRequest,
  response: readResponse,
  stream: createTranslator,
  error: explainError,
};
