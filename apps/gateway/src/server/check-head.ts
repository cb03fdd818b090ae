import type { IncomingMessage } from 'node:http';
import { type GatewayError, gatewayError } from '../gateway-error.ts';
import { callersRequestId } from './request-id.ts';

// Of these Node keeps the first and drops the others in silence. A proxy before us may have looked at the last.
const once = new Set(['host', 'authorization', 'content-type']);

/** The first thing wrong with what the heads of all requests share, or null. */
export function checkHead(request: IncomingMessage): GatewayError | null {
  // Node takes a request line without a version for HTTP/0.9, whose answers have no head.
  if (request.httpVersionMajor !== 1) {
    return gatewayError('invalid_http_request', { message: 'the version is not HTTP/1.0 or HTTP/1.1' });
  }
  // Nothing that has a name here has this in it, and PostgreSQL takes no text that has.
  if (request.url?.includes('%00')) {
    return gatewayError('invalid_http_request', { message: 'the URL holds a NUL' });
  }
  const seen = new Set<string>();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]?.toLowerCase() ?? '';
    if (!once.has(name)) continue;
    if (seen.has(name)) return gatewayError('invalid_header', { name, rule: 'must not be sent twice' });
    seen.add(name);
  }
  if (!seen.has('host') && request.httpVersion !== '1.0') {
    return gatewayError('invalid_header', { name: 'host', rule: 'is missing' });
  }
  if (request.headers['x-request-id'] !== undefined && callersRequestId(request) === null) {
    return gatewayError('invalid_header', {
      name: 'x-request-id',
      rule: 'must be 1 to 128 letters, digits, dots, underscores, colons or hyphens',
    });
  }
  return null;
}
