import type { ChatCompletionRequest, ErrorCode } from '@parley/types';
import { type Problem, validateRequest } from '@parley/validator';
import { gatewayError } from '../gateway-error.ts';

const codeOf = {
  missing: 'missing_required_parameter',
  invalid: 'invalid_parameter',
  conflict: 'conflicting_parameters',
  unsupported: 'unsupported_parameter',
} as const satisfies Record<Problem['kind'], ErrorCode>;

/** Holds the body to the contract. Nothing in it is changed but for a search that it says may not be made. */
export function validate(body: unknown): ChatCompletionRequest {
  const problem = validateRequest('createChatCompletion', body);
  if (problem !== null) {
    throw gatewayError(codeOf[problem.kind], { message: problem.message }, { param: problem.param });
  }
  // The validator compiled from the contract has just said so.
  const request = body as ChatCompletionRequest;
  return request.tool_choice === 'none' ? withoutSearch(request) : request;
}

// Few providers have a word for functions that may not be called beside a search that may not be made.
function withoutSearch(request: ChatCompletionRequest): ChatCompletionRequest {
  const { web_search: _flag, web_search_options: _options, tool_choice, tools, ...rest } = request;
  const functions = tools?.filter(({ type }) => type !== 'web_search') ?? [];
  return functions.length === 0 ? rest : { ...rest, tools: functions, tool_choice };
}
