import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';

export const getReadiness =
  (deps: Deps): RouteHandlers['getReadiness'] =>
  async (_incoming, reply) => {
    if (!deps.isReady()) throw gatewayError('gateway_shutdown');
    return reply.code(200).send({ status: 'ok' });
  };
