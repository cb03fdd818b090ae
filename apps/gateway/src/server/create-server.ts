import fastify, { type FastifyInstance } from 'fastify';
import { GatewayError, gatewayError } from '../gateway-error.ts';
import { CallerHungUp } from './caller-hung-up.ts';
import { checkHead } from './check-head.ts';
import { unsupportedContentType } from './content-type.ts';
import { createHttpServer } from './http-server.ts';
import { notFound, pathOf } from './not-found.ts';
import { callersRequestId } from './request-id.ts';
import { sendError } from './send-error.ts';
import type { ServerLimits } from './server-limits.ts';
import { watchSilentConnections } from './silent-connections.ts';

export type ServerOptions = {
  limits: ServerLimits;
  newRequestId: () => string;
  /** Proxies whose X-Forwarded-For is believed. */
  trustedProxies?: readonly string[];
  /** Told of every answer of status 500 and above: what was thrown, which the caller never sees. `url` has no query. */
  onError?: (
    error: unknown,
    context: { requestId: string; status: number; method: string; url: string },
  ) => void;
};

const noCompiler = () => {
  throw new Error('a route has a schema of Fastify: the contract is what checks');
};

/**
 * A server without routes, every failure of which is answered with the contract's error.
 * Handlers get `request.raw` unread: they authenticate first, then call `readJson`.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const { limits, newRequestId, onError } = options;
  const { bodyBytes } = limits;
  let isClosing = false;

  const app = fastify({
    logger: false,
    bodyLimit: bodyBytes,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    return503OnClosing: false,
    genReqId: (request) => callersRequestId(request) ?? newRequestId(),
    // Nothing is checked or written by a schema of Fastify's; to say so spares loading what would.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    routerOptions: { maxParamLength: limits.headerBytes },
    serverFactory: (handler) => createHttpServer(handler, options),
    // createHttpServer has its own, and Node would call both.
    clientErrorHandler: () => {},
    frameworkErrors: (error, request, reply) => {
      sendError({ request, reply }, fromFastify(error, request), { bodyBytes, close: true });
    },
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));

  const endSilentConnections = watchSilentConnections(app.server);
  app.addHook('preClose', (done) => {
    isClosing = true;
    endSilentConnections();
    done();
  });

  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.setHeader('x-request-id', request.id);
    if (isClosing) done(gatewayError('gateway_shutdown'));
    else done(checkHead(request.raw) ?? (request.is404 ? nothingAt(request) : undefined));
  });

  app.setErrorHandler((thrown, request, reply) => {
    if (thrown instanceof CallerHungUp) {
      reply.hijack();
      request.raw.destroy();
      return;
    }
    const status = sendError({ request, reply }, fromFastify(thrown, request), {
      bodyBytes,
      close: isClosing,
    });
    if (status >= 500) {
      onError?.(thrown, { requestId: request.id, status, method: request.method, url: pathOf(request.url) });
    }
  });

  return app;

  function nothingAt(request: { method: string; url: string }): GatewayError {
    return notFound(app, request.method, request.url);
  }

  function fromFastify(
    thrown: unknown,
    request: { method: string; url: string; headers: { 'content-type'?: string } },
  ): unknown {
    if (thrown instanceof GatewayError || !(thrown instanceof Error) || !('code' in thrown)) return thrown;
    switch (thrown.code) {
      case 'FST_ERR_BAD_URL':
        return gatewayError('invalid_http_request', { message: 'the URL is not properly percent-encoded' });
      case 'FST_ERR_NOT_FOUND':
        return nothingAt(request);
      case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
        return unsupportedContentType(request.headers['content-type']);
      default:
        return thrown;
    }
  }
}
