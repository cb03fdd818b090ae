import { Readable } from 'node:stream';
import type { ErrorResponse } from '@parley/types';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { answerKind } from './answer/answer-kind.ts';
import { checkResponse } from './answer/check-response.ts';
import { parseJson } from './answer/parse-json.ts';
import { watchBody } from './answer/watch-body.ts';
import { watchReadable } from './answer/watch-readable.ts';
import { watchStream } from './answer/watch-stream.ts';
import { bodyError, isBodyError } from './body-error.ts';
import { contractViolation, errorBody } from './error-body.ts';
import { findOperation } from './find-operation.ts';
import { type OperationId, operations as parley } from './generated/operations.gen.ts';
import type { Operation } from './operation.ts';
import type { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The contract's operation that the route serves. Its requests and answers are held to it. */
    operationId?: OperationId;
  }
}

export type ContractOptions = {
  /** The operations that routes name. Default those of Parley; `@parley/validator/openai` has OpenAI's. */
  operations?: { readonly [operationId: string]: Operation };
  /**
   * What becomes of an answer that breaks the contract. `report` (the default): it is told, and leaves as it is.
   * `enforce`: it is told, and an error of the contract leaves in its place; a stream ends with that error.
   * `off`: answers are not looked at.
   */
  responses?: 'enforce' | 'report' | 'off';
  /** Told of each rule that an answer breaks. Must not throw. */
  onViolation?: (problem: Problem, request: FastifyRequest) => void;
};

/**
 * A Fastify plugin: requests of routes with `config: { operationId }` are held to the contract before their handler,
 * in the `preValidation` hook, and answered with a 400 of the contract when they break it. Nothing is coerced. A body
 * that Fastify can't read is answered as the contract says. Answers of these routes are held to it as they leave. Routes
 * without an operation are left alone.
 */
export const contract: FastifyPluginAsync<ContractOptions> = async (app, options) => {
  const { operations = parley, responses = 'report', onViolation } = options;

  app.addHook('preValidation', async (request, reply) => {
    const operation = operationOf(request, operations);
    if (operation === undefined) return;
    const { headers: header, params: path, query } = request;
    const problem =
      operation.validateParameters?.({ header, path: record(path), query: record(query) }) ??
      operation.validateRequest?.(request.body) ??
      null;
    if (problem) return reply.code(400).send(errorBody(problem));
  });

  // Error handlers are the caller's own: what they make of such an error leaves, if it fits the contract.
  const unread = new WeakMap<FastifyRequest, string>();
  app.addHook('onError', async (request, _, { code }) => {
    if (isBodyError(code)) unread.set(request, code);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const code = unread.get(request);
    const operation = code === undefined ? undefined : operationOf(request, operations);
    if (code === undefined || operation === undefined) return payload;
    const error = bodyError(code, operation);
    if (error === undefined || problemOf(operation, reply, payload) === null) return payload;
    return replace(reply, error.status, error.body);
  });

  if (responses === 'off') return;
  app.addHook('onSend', async (request, reply, payload) => {
    const operation = operationOf(request, operations);
    if (operation === undefined || request.method === 'HEAD') return payload;
    const report = (problem: Problem) => onViolation?.(problem, request);
    const enforce = responses === 'enforce';
    if (payload instanceof Response) return checkResponse(operation, payload, request.body, report, enforce);
    const kind = answerKind(operation, reply.statusCode, String(reply.getHeader('content-type') ?? ''));
    if (kind === 'other') return payload;
    if (kind === 'stream' && operation.streamChecker) {
      const watch = watchStream(operation.streamChecker(request.body), report, enforce);
      if (payload instanceof ReadableStream) return watchBody(payload, watch);
      return watchReadable(payload instanceof Readable ? payload : Readable.from([payload]), watch);
    }
    const problem = typeof kind === 'object' ? kind : problemOf(operation, reply, payload);
    if (problem === null) return payload;
    report(problem);
    if (!enforce) return payload;
    if (payload instanceof Readable) payload.destroy();
    if (payload instanceof ReadableStream) void payload.cancel();
    return replace(reply, 500, contractViolation);
  });
};

// Hooks of the plugin are the caller's: https://fastify.dev/docs/latest/Reference/Plugins/#handle-the-scope
Object.assign(contract, { [Symbol.for('skip-override')]: true });

export default contract;

function operationOf(
  request: FastifyRequest,
  operations: { readonly [operationId: string]: Operation },
): Operation | undefined {
  const { operationId } = request.routeOptions.config;
  return operationId === undefined ? undefined : findOperation(operations, operationId);
}

// JSON that is sent as a stream is not read: it would have to be held back.
function problemOf(operation: Operation, { statusCode }: FastifyReply, payload: unknown): Problem | null {
  if (typeof payload === 'string') return operation.validateResponse(statusCode, parseJson(payload));
  if (!(payload instanceof Uint8Array)) return null;
  return operation.validateResponse(statusCode, parseJson(new TextDecoder().decode(payload)));
}

function replace(reply: FastifyReply, status: number, body: ErrorResponse): string {
  reply.code(status).removeHeader('content-length').type('application/json; charset=utf-8');
  return JSON.stringify(body);
}

function record(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
