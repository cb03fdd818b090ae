import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import type { Deps } from './deps.ts';
import { contractDocument } from './docs/contract-document.ts';
import { servePlayground } from './docs/serve-playground.ts';
import { serveReference } from './docs/serve-reference.ts';
import { GatewayError } from './gateway-error.ts';
import { bindRoutes } from './routes/bind-routes.ts';
import { createHandlers } from './routes/index.ts';
import { createServer } from './server/create-server.ts';

const require = createRequire(import.meta.url);

/** The HTTP application: the operations of the contract, the contract itself, its reference, and the metrics. */
export async function createApp(deps: Deps): Promise<FastifyInstance> {
  const { config, log, metrics, contract, newRequestId } = deps;
  const document = require('@parley/openapi/openapi.json');
  const app = createServer({
    limits: {
      ...config.limits,
      requestTimeoutMs: config.timeouts.requestMs,
      headersTimeoutMs: config.timeouts.requestMs,
      keepAliveTimeoutMs: 72_000,
    },
    newRequestId,
    trustedProxies: config.trustedProxies,
    // What a provider did wrong is logged with its attempt; this is for faults of our own.
    onError(thrown, context) {
      if (!(thrown instanceof GatewayError)) log.error({ err: thrown, ...context }, 'request failed');
    },
  });
  if (config.cors.origins.length > 0) {
    const { default: cors } = await import('@fastify/cors');
    await app.register(cors, {
      origin: config.cors.origins.includes('*') ? '*' : config.cors.origins,
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
      exposedHeaders: [
        'x-request-id',
        'x-should-retry',
        'retry-after',
        'retry-after-ms',
        'ratelimit',
        'ratelimit-policy',
        'idempotent-replayed',
        'x-parley-cache',
      ],
      maxAge: 600,
    });
  }
  bindRoutes(app, document, createHandlers(deps));
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode < 400 || typeof payload !== 'string') return done();
    const { operationId } = request.routeOptions.config;
    if (operationId !== undefined)
      contract.response(operationId, reply.statusCode, JSON.parse(payload), request.id);
    done();
  });

  const published = contractDocument(document);
  app.get('/openapi.json', published);
  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await metrics.render();
    return reply.type(contentType).send(text);
  });
  servePlayground(app);
  serveReference(app, published);
  return app;
}
