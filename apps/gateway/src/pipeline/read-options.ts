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
/** As the contract has it for the label that usage is summed up by. */
const labelName = /^[a-z0-9._-]{1,64}$/;
const longestParam = 100;
const cacheHeader = 'x-parley-cache';

/** Throws a 400 for headers that the operation declares and that don't fit. */
export function readOptions(
  headers: IncomingHttpHeaders,
  operation: 'createChatCompletion' | 'explainRoute',
): Options {
  const problem = validateParameters(operation, { header: headers });
  if (problem !== null) {
    throw gatewayError('invalid_parameter', { message: problem.message }, { param: problem.param });
  }
  const labels: [name: string, value: string][] = [];
  for (const name in headers) {
    const value = headers[name];
    if (!name.startsWith(labelPrefix) || name === cacheHeader || typeof value !== 'string') continue;
    const label = name.slice(labelPrefix.length);
    if (!labelName.test(label)) {
      const message = `What follows "${labelPrefix}" must be 1 to 64 letters, digits, dots, underscores and hyphens.`;
      throw gatewayError('invalid_parameter', { message }, { param: name.slice(0, longestParam) });
    }
    labels.push([label, value]);
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
