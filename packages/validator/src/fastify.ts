import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type OperationId, operations } from './generated/operations.gen.ts';
import { InvalidRequestError } from './invalid-request-error.ts';
import type { Problem } from './problem.ts';
import { validateParameters } from './validate-parameters.ts';
import { validateRequest } from './validate-request.ts';
import { validateResponse } from './validate-response.ts';

export { InvalidRequestError } from './invalid-request-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The contract's operation that the route serves. Its requests are held to it. */
    operationId?: OperationId;
  }
}

export type ContractOptions = {
  /** Also check each JSON answer as it leaves. Default false. */
  validateResponses?: boolean;
  /** Told of an answer that breaks the contract. The answer leaves unless this throws. */
  onViolation?: (problem: Problem, request: FastifyRequest) => void;
};

/**
 * A Fastify plugin: requests of routes with `config: { operationId }` are held to the contract before their handler,
 * in the `preValidation` hook. One that breaks it fails with an `InvalidRequestError`. Nothing is coerced.
 * Routes without an operation, and schemas that routes have of their own, are left alone.
 */
export const contract: FastifyPluginAsync<ContractOptions> = async (app, options) => {
  app.addHook('preValidation', async (request) => {
    const operationId = operationOf(request);
    if (operationId === undefined) return;
    const { headers: header, params: path, query } = request;
    const problem =
      validateParameters(operationId, { header, path: record(path), query: record(query) }) ??
      validateRequest(operationId, request.body);
    if (problem) throw new InvalidRequestError(problem);
  });

  if (options.validateResponses !== true) return;
  app.addHook('onSend', async (request, reply, payload) => {
    const operationId = operationOf(request);
    if (operationId === undefined || !isJson(reply, payload)) return;
    const problem = validateResponse(operationId, reply.statusCode, parse(payload));
    if (problem) options.onViolation?.(problem, request);
  });
};

// Hooks of the plugin are the caller's: https://fastify.dev/docs/latest/Reference/Plugins/#handle-the-scope
Object.assign(contract, { [Symbol.for('skip-override')]: true });

export default contract;

function operationOf(request: FastifyRequest): OperationId | undefined {
  const { operationId } = request.routeOptions.config;
  if (operationId === undefined || Object.hasOwn(operations, operationId)) return operationId;
  throw new Error(`The contract has no operation ${String(operationId)}.`);
}

function isJson(reply: FastifyReply, payload: unknown): payload is string | Uint8Array {
  const isText = typeof payload === 'string' || payload instanceof Uint8Array;
  return isText && String(reply.getHeader('content-type')).startsWith('application/json');
}

// What isn't JSON becomes undefined, which fits no schema.
function parse(payload: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof payload === 'string' ? payload : new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}

function record(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
