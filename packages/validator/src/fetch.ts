import { checkResponse } from './answer/check-response.ts';
import { errorBody, invalidJson } from './error-body.ts';
import type { Operation, Parameters } from './operation.ts';
import { pathParameters } from './path-parameters.ts';
import type { Problem } from './problem.ts';

export type { Operation, Parameters } from './operation.ts';
export type { Problem } from './problem.ts';
export type { StreamChecker } from './rules/stream.ts';

export type ContractOptions = {
  /**
   * What becomes of an answer that breaks the contract. `report` (the default): it is told, and leaves as it is.
   * `enforce`: it is told, and an error of the contract leaves in its place; a stream ends with that error.
   * `off`: answers are not looked at.
   */
  responses?: 'enforce' | 'report' | 'off';
  /** Told of each rule that an answer breaks. Must not throw. */
  onViolation?: (problem: Problem, request: Request) => void;
};

/**
 * A handler that is held to an operation of the contract. A request that breaks it is answered with a 400 of the
 * contract, and the handler is not called. The handler gets the request itself, its body unread, and whatever else
 * the server passes on. Works wherever a handler is `(Request) => Response`.
 */
export function withContract<Rest extends unknown[]>(
  operation: Operation,
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
  { responses = 'report', onViolation }: ContractOptions = {},
): (request: Request, ...rest: Rest) => Promise<Response> {
  const pathOf = pathParameters(operation.path);
  return async (request, ...rest) => {
    const text = operation.validateRequest ? await request.clone().text() : '';
    const parsed = parse(text);
    if (parsed === null) return Response.json(invalidJson, { status: 400 });
    const problem =
      operation.validateParameters?.(parametersOf(request, pathOf)) ??
      operation.validateRequest?.(parsed.body) ??
      null;
    if (problem) return Response.json(errorBody(problem), { status: 400 });
    const response = await handler(request, ...rest);
    if (responses === 'off') return response;
    const report = (found: Problem) => onViolation?.(found, request);
    return checkResponse(operation, response, parsed.body, report, responses === 'enforce');
  };
}

function parametersOf({ url, headers }: Request, pathOf: (pathname: string) => object): Parameters {
  const { pathname, searchParams } = new URL(url);
  return {
    header: Object.fromEntries(headers),
    path: pathOf(pathname),
    query: Object.fromEntries(searchParams),
  };
}

function parse(text: string): { body: unknown } | null {
  try {
    return { body: text === '' ? undefined : JSON.parse(text) };
  } catch {
    return null;
  }
}
