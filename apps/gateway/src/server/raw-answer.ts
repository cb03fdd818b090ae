import type { Duplex } from 'node:stream';
import { type GatewayError, renderError } from '../gateway-error.ts';
import { lingeringClose } from './lingering-close.ts';

// As in http-server.ts.
const { STATUS_CODES } = process.getBuiltinModule('node:http');

export const jsonContentType = 'application/json; charset=utf-8';

/** Answers on a bare socket, where there is no response object, and closes it. The socket must be between answers. */
export function rawAnswer(socket: Duplex, error: GatewayError, requestId: string): void {
  const { status, headers, body } = renderError(error, requestId);
  const text = JSON.stringify(body);
  const head = Object.entries({
    ...headers,
    'content-type': jsonContentType,
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  lingeringClose(socket, `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${text}`);
}
