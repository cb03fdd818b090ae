import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BareServer, bareServer } from '../../test/support/bare-server.ts';
import { expectContractError } from '../../test/support/expect-contract-error.ts';
import { exchange, parseAnswers } from '../../test/support/raw-http.ts';
import type { errors } from '../errors.ts';

let server: BareServer;
beforeAll(async () => {
  server = await bareServer({
    requestTimeoutMs: 150,
    headersTimeoutMs: 100,
    connectionsCheckingIntervalMs: 20,
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const host = 'Host: x\r\n';
const close = 'Connection: close\r\n';
const json = 'Content-Type: application/json\r\n';
const chunked = 'Transfer-Encoding: chunked\r\n';
const post = `POST /echo HTTP/1.1\r\n${host}`;

const rows: [fault: string, sent: string, status: number, code: keyof typeof errors, says?: string][] = [
  ['C5: a head that never ends', 'GET /items/1 HTTP/1.1\r\nHo', 408, 'request_timeout'],
  ['C5: a connection that says nothing', '', 408, 'request_timeout'],
  ['C5: a body that never ends', `${post}${json}Content-Length: 9\r\n\r\n{`, 408, 'request_timeout'],
  ['C5: a chunked body that never ends', `${post}${json}${chunked}\r\n1\r\n{\r\n`, 408, 'request_timeout'],
  [
    'C6: a body announced as too large',
    `${post}${json}Content-Length: 10001\r\n\r\n{`,
    413,
    'request_too_large',
  ],
  [
    'C6: a chunked body that grows too large',
    `${post}${json}${chunked}\r\n2711\r\n${' '.repeat(10_001)}\r\n`,
    413,
    'request_too_large',
  ],
  [
    'C13: an escape in the URL that is none',
    `GET /% HTTP/1.1\r\n${host}\r\n`,
    400,
    'invalid_http_request',
    'percent-encoded',
  ],
  [
    'C13: such an escape under an unrouted method',
    `PROPFIND /%zz HTTP/1.1\r\n${host}\r\n`,
    400,
    'invalid_http_request',
    'percent-encoded',
  ],
  ['C13: a space in the URL', `GET /a b HTTP/1.1\r\n${host}\r\n`, 400, 'invalid_http_request'],
  [
    'C13: a method that does not exist',
    `BREW /echo HTTP/1.1\r\n${host}\r\n`,
    400,
    'invalid_http_request',
    'method',
  ],
  [
    'C13: a method the path does not have',
    `DELETE /echo HTTP/1.1\r\n${host}${close}\r\n`,
    405,
    'method_not_allowed',
  ],
  [
    'C13: a TLS handshake',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
    400,
    'invalid_http_request',
  ],
  ['C13: the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'invalid_http_request', 'HTTP/2'],
  ['C13: no version', `GET /items/1\r\n${host}\r\n`, 400, 'invalid_http_request'],
  [
    'C13: a version that does not exist',
    `GET /items/1 HTTP/7.3\r\n${host}\r\n`,
    400,
    'invalid_http_request',
    'version',
  ],
  [
    'C13: content-length beside transfer-encoding',
    `${post}Content-Length: 2\r\n${chunked}\r\n0\r\n\r\n`,
    400,
    'invalid_http_request',
    'transfer-encoding',
  ],
  [
    'C13: transfer-encoding before content-length',
    `${post}${chunked}Content-Length: 2\r\n\r\n0\r\n\r\n`,
    400,
    'invalid_http_request',
    'transfer-encoding',
  ],
  [
    'C13: two content-lengths',
    `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    400,
    'invalid_http_request',
    'content-length',
  ],
  [
    'C13: a negative content-length',
    `${post}Content-Length: -1\r\n\r\n`,
    400,
    'invalid_http_request',
    'content-length',
  ],
  [
    'C13: a transfer-encoding that is not chunked',
    `${post}Transfer-Encoding: chunked, gzip\r\n\r\n`,
    400,
    'invalid_http_request',
    'transfer-encoding',
  ],
  [
    'C13: a chunk size that is no number',
    `${post}${json}${chunked}\r\nzz\r\n`,
    400,
    'invalid_http_request',
    'chunk',
  ],
  [
    'C13: chunk extensions without end',
    `${post}${json}${chunked}\r\n1;${'x'.repeat(20_000)}`,
    400,
    'invalid_http_request',
    'extensions',
  ],
  [
    'C13: a NUL in a header',
    `GET /items/1 HTTP/1.1\r\n${host}X-A: a\0b\r\n\r\n`,
    400,
    'invalid_http_request',
    'header',
  ],
  [
    'C13: a header name with a space',
    `GET /items/1 HTTP/1.1\r\n${host}X A: b\r\n\r\n`,
    400,
    'invalid_http_request',
    'header',
  ],
  [
    'C13: headers over the limit',
    `GET /items/1 HTTP/1.1\r\n${host}X-A: ${'a'.repeat(9_000)}\r\n\r\n`,
    431,
    'request_headers_too_large',
  ],
  [
    'C13: a URL over the limit',
    `GET /${'a'.repeat(9_000)} HTTP/1.1\r\n${host}\r\n`,
    431,
    'request_headers_too_large',
  ],
  [
    'C13: an expectation nobody meets',
    `${post}Expect: tea\r\nContent-Length: 2\r\n\r\n{}`,
    417,
    'expectation_failed',
  ],
  ['C13: no Host', `GET /items/1 HTTP/1.1\r\n${close}\r\n`, 400, 'invalid_header', 'host'],
  [
    'C13: two Hosts',
    `GET /items/1 HTTP/1.1\r\n${host}Host: y\r\n${close}\r\n`,
    400,
    'invalid_header',
    'host',
  ],
  ['C13: CONNECT', `CONNECT example.com:443 HTTP/1.1\r\n${host}\r\n`, 400, 'invalid_http_request', 'CONNECT'],
  ['C13: the target of OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}${close}\r\n`, 404, 'route_not_found'],
  [
    'C13: a websocket where there is none',
    `GET /ws HTTP/1.1\r\n${host}Connection: upgrade, close\r\nUpgrade: websocket\r\n\r\n`,
    404,
    'route_not_found',
  ],
  [
    'C14: a bare CR in a header',
    `GET /items/1 HTTP/1.1\r\n${host}X-A: a\rX-B: b\r\n\r\n`,
    400,
    'invalid_http_request',
  ],
  [
    'C14: a bare LF in a header',
    `GET /items/1 HTTP/1.1\r\n${host}X-A: a\n X-B: b\r\n\r\n`,
    400,
    'invalid_http_request',
  ],
  [
    'C14: a request id that could write headers',
    `GET /items/1 HTTP/1.1\r\n${host}${close}X-Request-Id: a%0d%0aX-B: b\r\n\r\n`,
    400,
    'invalid_header',
    'x-request-id',
  ],
  [
    'C14: a request id that is too long',
    `GET /items/1 HTTP/1.1\r\n${host}${close}X-Request-Id: ${'a'.repeat(129)}\r\n\r\n`,
    400,
    'invalid_header',
    'x-request-id',
  ],
  [
    'C14: two request ids',
    `GET /items/1 HTTP/1.1\r\n${host}${close}X-Request-Id: a\r\nX-Request-Id: b\r\n\r\n`,
    400,
    'invalid_header',
    'x-request-id',
  ],
  [
    'C14: two credentials of one kind',
    `GET /items/1 HTTP/1.1\r\n${host}${close}Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n`,
    400,
    'invalid_header',
    'authorization',
  ],
];

test.each(rows)(
  '%s gets one error of the contract, and the connection closes',
  async (_fault, sent, status, code, says = '') => {
    const failuresBefore = server.failures.length;
    const received = await exchange(server.port, sent);
    const answers = parseAnswers(received);
    expect(answers).toHaveLength(1);
    expectContractError(answers[0], status, code);
    expect(answers[0]?.headers['connection']?.toLowerCase()).toBe('close');
    expect(answers[0]?.body).toContain(says);
    expect(received).not.toMatch(/HPE_|llhttp|Parse Error|FST_|X-B: b/);
    expect(server.failures).toHaveLength(failuresBefore);
  },
);
