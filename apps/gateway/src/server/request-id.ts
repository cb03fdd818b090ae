import type { IncomingMessage } from 'node:http';

const valid = /^[A-Za-z0-9._:-]{1,128}$/;

/** The caller's `x-request-id` if it may be used, else null. */
export function callersRequestId(request: IncomingMessage): string | null {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && valid.test(given) ? given : null;
}
