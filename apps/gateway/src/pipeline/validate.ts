import type { ChatCompletionRequest, ErrorCode } from '@parley/types';
import { type Problem, validateRequest } from '@parley/validator';
import { gatewayError } from '../gateway-error.ts';

const codeOf = {
  missing: 'missing_required_parameter',
  invalid: 'invalid_parameter',
  conflict: 'conflicting_parameters',
  unsupported: 'unsupported_parameter',
} as const satisfies Record<Problem['kind'], ErrorCode>;

/** Holds the body to the contract. Nothing in it is changed. */
export function validate(body: unknown): ChatCompletionRequest {
  const problem = validateRequest('createChatCompletion', body);
  if (problem !== null) {
    throw gatewayError(codeOf[problem.kind], { message: problem.message }, { param: problem.param });
  }
  // The validator compiled from the contract has just said so.
  return body as ChatCompletionRequest;
}
