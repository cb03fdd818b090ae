import type { FastifyReply } from 'fastify';
import type { KeptAnswer } from '../answers/kept-answer.ts';
import type { Deps } from '../deps.ts';
import { openEventStream } from '../sse/open-event-stream.ts';

type Replay = {
  answer: KeptAnswer;
  streamed: boolean;
  headers: Record<string, string>;
};

/** Sends an answer that is there already, whole or as a stream, under the id of the request that it was made for. */
export function replay(
  reply: FastifyReply,
  { answer: { requestId, text }, streamed, headers: given }: Replay,
  { config }: Pick<Deps, 'config'>,
): FastifyReply {
  const headers = { ...given, 'x-request-id': requestId };
  if (!streamed)
    return reply.headers(headers).header('content-type', 'application/json; charset=utf-8').send(text);
  reply.hijack();
  const { pingMs, timeouts } = config;
  openEventStream(reply.raw, { headers, pingMs, writeStallMs: timeouts.writeStallMs }).end(text);
  return reply;
}
