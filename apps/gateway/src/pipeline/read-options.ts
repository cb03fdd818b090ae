import type { IncomingHttpHeaders } from 'node:http';
import { validateParameters } from '@parley/validator';
import { gatewayError } from '../gateway-error.ts';

/** What a caller says in headers rather than in the body. */
export type Options = {
  fallback: boolean;
  /** The conversation that the request belongs to. */
  sessionId: string | null;
  /** The caller's name for the request; `null`: it has none. */
  idempotencyKey: string | null;
  /** Whether an answer that was given before will do, or how many seconds old it may be; `null`: it doesn't say. */
  cache: 'on' | 'off' | number | null;
  /** Other `x-parley-*` headers without their prefix: kept with the record. */
  labels: Record<string, string>;
};

const labelPrefix = 'x-parley-';
const cacheHeader = 'x-parley-cache';

export function readOptions(headers: IncomingHttpHeaders): Options {
  const problem = validateParameters('createChatCompletion', { header: headers });
  if (problem !== null) {
    throw gatewayError('invalid_parameter', { message: problem.message }, { param: problem.param });
  }
  const labels: [name: string, value: string][] = [];
  for (const name in headers) {
    const value = headers[name];
    if (name.startsWith(labelPrefix) && name !== cacheHeader && typeof value === 'string')
      labels.push([name.slice(labelPrefix.length), value]);
  }
  const text = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    fallback: headers['x-no-fallback'] !== 'true',
    sessionId: text('x-session-id'),
    idempotencyKey: text('idempotency-key'),
    cache: readCache(text(cacheHeader)),
    labels: Object.fromEntries(labels),
  };
}

const readCache = (value: string | null): Options['cache'] =>
  value === null || value === 'on' || value === 'off' ? value : Number(value);
