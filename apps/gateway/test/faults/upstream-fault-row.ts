import { gzipSync } from 'node:zlib';
import type { RoutingAttempt } from '@parley/types';
import type { errors } from '../../src/errors.ts';
import type { Program } from '../support/fault-server.ts';
import { done, event, httpAnswer, streamAnswer } from '../support/openai-wire.ts';

/** A fault before the first token, and what the caller gets for it. */
export type Row = {
  /** The row of the fault table, and the fault. */
  what: string;
  program: Program;
  code: keyof typeof errors;
  /** The provider's status, as the attempt tells it. */
  seen: number;
  type: RoutingAttempt['error_type'];
  /** Left out: the next provider is asked. */
  verdict?: 'stop' | 'same once, next';
  only?: 'whole' | 'stream';
  param?: string;
  retryAfterMs?: number;
};

export const answer =
  (whole: string, stream = whole): Program =>
  ({ socket, body }) =>
    socket.write(body['stream'] === true ? stream : whole);

export const refusal = (status: number, error: object = { message: 'canary words' }, headers = {}): Program =>
  answer(httpAnswer({ error }, { status, headers }));

export const inside = (error: unknown): Program =>
  answer(httpAnswer({ error }), streamAnswer(event({ error }) + done));

export const gzipped =
  (body: string, status = 200, headers = {}): Program =>
  ({ socket }) => {
    const bytes = gzipSync(body);
    const packed = { 'content-encoding': 'gzip', 'content-length': `${bytes.length}`, ...headers };
    socket.write(httpAnswer('', { status, headers: packed }));
    socket.write(bytes);
  };

export const cut =
  (bytes: string): Program =>
  ({ socket }) =>
    socket.end(bytes);
