export type { RouteHandlers } from './generated/fastify.gen.ts';
