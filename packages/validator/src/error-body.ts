import type { ErrorCode, ErrorResponse } from '@parley/types';
import type { Problem } from './problem.ts';

const codeOf = {
  missing: 'missing_required_parameter',
  invalid: 'invalid_parameter',
  conflict: 'conflicting_parameters',
  unsupported: 'unsupported_parameter',
} as const satisfies Record<Problem['kind'], ErrorCode>;

/** The contract's body of a 400 that tells this problem of a request. */
export function errorBody({ message, param, kind }: Problem): ErrorResponse {
  return { error: { message, type: 'invalid_request_error', param, code: codeOf[kind] } };
}

export const invalidJson: ErrorResponse = {
  error: {
    message: 'The body is not valid JSON.',
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_json',
  },
};

/** The body of a 500 in place of an answer that breaks the contract. What was wrong is for the server's log. */
export const contractViolation: ErrorResponse = {
  error: {
    message: 'The answer did not fit the published contract and was held back.',
    type: 'api_error',
    param: null,
    code: 'contract_violation',
  },
};
