import type { RouteHandlers } from '@parley/types/fastify';
import type { OperationId } from '@parley/validator';
import type { FastifyInstance, HTTPMethods, RouteHandlerMethod } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    operationId?: OperationId;
  }
}

type Parameter = { in: string; name: string; 'x-multi-segment'?: boolean };
type Operation = { operationId: string; parameters?: ({ $ref: string } | Parameter)[] };
export type ContractDocument = {
  paths: Record<string, Record<string, Operation>>;
  components: { parameters: Record<string, Parameter> };
};

/** Gives every operation of the contract its handler. An operation without one, or one without an operation, stops the start. */
export function bindRoutes(app: FastifyInstance, document: ContractDocument, handlers: RouteHandlers): void {
  const waiting = new Map<string, RouteHandlerMethod>(
    Object.entries(handlers).map(([id, handler]) => [id, handler as RouteHandlerMethod]),
  );
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const handler = waiting.get(operation.operationId);
      if (handler === undefined) throw new Error(`operation ${operation.operationId} has no handler`);
      waiting.delete(operation.operationId);
      const multi = multiSegment(operation, document);
      app.route({
        method: method.toUpperCase() as HTTPMethods,
        url: path.replace(/\{(\w+)\}/g, (_, name) => (name === multi ? '*' : `:${name}`)),
        config: { operationId: operation.operationId as OperationId },
        ...(multi === undefined ? {} : { preHandler: renameWildcard(multi) }),
        handler,
      });
    }
  }
  if (waiting.size > 0) throw new Error(`no operation in the contract for ${[...waiting.keys()].join(', ')}`);
}

// OpenAPI has no parameter that spans slashes, so the contract marks the one that does.
function multiSegment({ parameters = [] }: Operation, { components }: ContractDocument): string | undefined {
  return parameters
    .map((parameter) =>
      '$ref' in parameter ? components.parameters[parameter.$ref.split('/').at(-1) ?? ''] : parameter,
    )
    .find((parameter) => parameter?.['x-multi-segment'])?.name;
}

const renameWildcard =
  (name: string) =>
  async (request: { params: unknown }): Promise<void> => {
    const { '*': value } = request.params as { '*': string };
    request.params = { [name]: value };
  };
