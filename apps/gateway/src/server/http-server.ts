import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type GatewayError, gatewayError, renderError } from '../gateway-error.ts';
import { isLingering, lingerAfterAnswer } from './lingering-close.ts';
import { protocolError } from './protocol-errors.ts';
import { jsonContentType, rawAnswer } from './raw-answer.ts';
import { callersRequestId } from './request-id.ts';
import type { ServerLimits } from './server-limits.ts';

// An import of it would load Node's own fetch as well, which its exports name: 40 ms of each start.
const { createServer } = process.getBuiltinModule('node:http');

type Exchange = { request: IncomingMessage; response: ServerResponse };

/** Node's server with the contract's errors on the paths that no framework sees: parser, timeouts, Expect, CONNECT. */
export function createHttpServer(
  handler: RequestListener,
  options: { limits: ServerLimits; newRequestId: () => string },
): Server {
  const { limits, newRequestId } = options;
  const headersTimeout = Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs);
  const latest = new WeakMap<Duplex, Exchange>();

  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    requestTimeout: limits.requestTimeoutMs,
    headersTimeout,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    // Node looks for late requests every 30 s unless told, so that a timeout of 2 s would take 32.
    connectionsCheckingInterval: limits.connectionsCheckingIntervalMs ?? Math.ceil(headersTimeout / 4),
    requireHostHeader: false,
    noDelay: true,
  });
  // Node drops the headers after the 2,000th in silence; here their bytes are limited, and none is dropped.
  server.maxHeadersCount = 0;

  server.on('request', (request, response) => {
    if (isLingering(request.socket)) return;
    latest.set(request.socket, { request, response });
    // What was busy when the server was closed would else be kept open until its keep-alive runs out.
    response.once('close', () => server.listening || server.closeIdleConnections());
    handler(request, response);
  });

  server.on('checkExpectation', (request, response) => {
    if (isLingering(request.socket)) return;
    latest.set(request.socket, { request, response });
    answerAndClose({ request, response }, gatewayError('expectation_failed'), idOf(request));
  });

  server.on('connect', (request, socket) => {
    socket.on('error', () => socket.destroy());
    if (latest.get(socket)?.response.writableFinished === false) socket.destroy();
    else {
      const error = gatewayError('invalid_http_request', {
        message: 'CONNECT is for proxies, and this is none',
      });
      rawAnswer(socket, error, idOf(request));
    }
  });

  server.on('clientError', (failure, socket) => {
    const error = protocolError(failure, limits);
    if (isLingering(socket) && error !== null) return;
    const exchange = latest.get(socket);
    if (error === null || !socket.writable) {
      socket.destroy();
    } else if (exchange === undefined || isOver(exchange)) {
      rawAnswer(socket, error, newRequestId());
    } else if (exchange.request.complete || exchange.response.headersSent) {
      // An answer is under way, or the one that is owed is not to what was just received: no third thing fits between.
      socket.destroy();
    } else {
      answerAndClose(exchange, error, idOf(exchange.request));
    }
  });

  return server;

  function idOf(request: IncomingMessage): string {
    return callersRequestId(request) ?? newRequestId();
  }
}

const isOver = ({ request, response }: Exchange): boolean => request.complete && response.writableFinished;

function answerAndClose({ request, response }: Exchange, error: GatewayError, requestId: string): void {
  const id = response.getHeader('x-request-id') ?? requestId;
  const { status, headers, body } = renderError(error, String(id));
  const text = JSON.stringify(body);
  lingerAfterAnswer(request);
  response.writeHead(status, {
    ...headers,
    'content-type': jsonContentType,
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  });
  response.end(text);
}
