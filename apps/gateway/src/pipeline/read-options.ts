import type { IncomingHttpHeaders } from 'node:http';
import { validateParameters } from '@parley/validator';
import { gatewayError } from '../gateway-error.ts';

/** What a caller says in headers rather than in the body. */
export type Options = {
  fallback: boolean;
  /** The conversation that the request belongs to. */
  sessionId: string | null;
  /** `x-parley-*` headers without their prefix: kept with the record. */
  labels: Record<string, string>;
};

const labelPrefix = 'x-parley-';

export function readOptions(headers: IncomingHttpHeaders): Options {
  const problem = validateParameters('createChatCompletion', { header: headers });
  if (problem !== null) {
    throw gatewayError('invalid_parameter', { message: problem.message }, { param: problem.param });
  }
  const labels = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(labelPrefix) && typeof value === 'string'
      ? [[name.slice(labelPrefix.length), value]]
      : [],
  );
  const sessionId = headers['x-session-id'];
  return {
    fallback: headers['x-no-fallback'] !== 'true',
    sessionId: typeof sessionId === 'string' ? sessionId : null,
    labels: Object.fromEntries(labels),
  };
}
