import type { Problem } from '../problem.ts';
import { logprobsAsked } from '../rules/request.ts';
import type { ChatCompletionRequest } from './types.ts';

/** R3, the only rule of requests that stands in OpenAI's document. */
export function checkRequestRules(request: ChatCompletionRequest): Problem | null {
  return logprobsAsked(request);
}
