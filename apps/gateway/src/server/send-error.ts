import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderError } from '../gateway-error.ts';
import { lingerAfterAnswer } from './lingering-close.ts';
import { jsonContentType } from './raw-answer.ts';

/** Answers with an error; tells its status. An unread body that is large, or may be, is not waited for: the connection closes. */
export function sendError(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  thrown: unknown,
  { bodyBytes, close = false }: { bodyBytes: number; close?: boolean },
): number {
  const { status, headers, body } = renderError(thrown, request.id);
  reply.code(status).headers(headers).header('content-type', jsonContentType);
  if (close || mayHaveMuchLeft(request.raw, bodyBytes)) {
    reply.header('connection', 'close');
    lingerAfterAnswer(request.raw);
  }
  reply.send(JSON.stringify(body));
  return status;
}

function mayHaveMuchLeft(request: IncomingMessage, bodyBytes: number): boolean {
  if (request.complete) return false;
  return (
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length']) > bodyBytes
  );
}
