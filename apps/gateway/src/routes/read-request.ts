import type { ErrorCode } from '@parley/types';
import {
  type OperationId,
  type Parameters,
  type Problem,
  validateParameters,
  validateRequest,
} from '@parley/validator';
import { type GatewayError, gatewayError } from '../gateway-error.ts';

const codeOf = {
  missing: 'missing_required_parameter',
  invalid: 'invalid_parameter',
  conflict: 'conflicting_parameters',
  unsupported: 'unsupported_parameter',
} as const satisfies Record<Problem['kind'], ErrorCode>;

/** What is wrong with a request, as the caller sees it. */
export const invalidRequest = ({ kind, message, param }: Problem): GatewayError =>
  gatewayError(codeOf[kind], { message }, { param });

/** Holds path, query and headers to the contract. */
export function checkParameters(operationId: OperationId, parameters: Parameters): void {
  const problem = validateParameters(operationId, parameters);
  if (problem !== null) throw invalidRequest(problem);
}

/** Holds a body to the contract. Nothing in it is changed. */
export function checkBody<Body>(operationId: OperationId, body: unknown): Body {
  const problem = validateRequest(operationId, body);
  if (problem !== null) throw invalidRequest(problem);
  // The validator compiled from the contract has just said so.
  return body as Body;
}
