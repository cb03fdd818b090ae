// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
import { createAwsEventStreamParser } from '../../sse/parse-aws-event-stream.ts';
import type { Adapter } from '../adapter.ts';
import { coverage } from './coverage.ts';
import { explainError } from './error.ts';
import { writeRequest } from './request.ts';
import { readResponse } from './response.ts';
import { createTranslator } from './stream.ts';

export const bedrock: Adapter = {
  id: 'bedrock',
  coverage,
  takesUrls: false,
  framing: {
    contentType: 'application/vnd.amazon.eventstream',
    createParser: createAwsEventStreamParser,
  },
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  request: writeRequest,
  response: readResponse,
  stream: createTranslator,
  error: explainError,
};
