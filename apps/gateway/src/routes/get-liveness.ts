import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';

export const getLiveness =
  (_deps: Deps): RouteHandlers['getLiveness'] =>
  async (_incoming, reply) =>
    reply.code(200).send({ status: 'ok' });
