import { type GatewayError, gatewayError } from '../gateway-error.ts';

// The codes of llhttp, Node's parser; its own sentences say more about the parser than about the request.
const reasons = new Map([
  ['HPE_INVALID_METHOD', 'the method is unknown'],
  ['HPE_INVALID_URL', 'the URL has a character that must be percent-encoded'],
  ['HPE_INVALID_VERSION', 'the version is not HTTP/1.0 or HTTP/1.1'],
  ['HPE_PAUSED_H2_UPGRADE', 'HTTP/2 is not spoken here'],
  ['HPE_INVALID_CONSTANT', 'the request line is malformed'],
  ['HPE_CR_EXPECTED', 'a line does not end in CR LF'],
  ['HPE_LF_EXPECTED', 'a line does not end in CR LF'],
  ['HPE_INVALID_HEADER_TOKEN', 'a header has a character that is not allowed'],
  [
    'HPE_INVALID_CONTENT_LENGTH',
    'content-length is not one plain number, or is given beside transfer-encoding',
  ],
  ['HPE_UNEXPECTED_CONTENT_LENGTH', 'content-length is given twice, or beside transfer-encoding'],
  ['HPE_INVALID_TRANSFER_ENCODING', 'transfer-encoding is given beside content-length, or is not "chunked"'],
  ['HPE_INVALID_CHUNK_SIZE', 'the size of a chunk is malformed'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'the chunk extensions are too long'],
  ['HPE_CLOSED_CONNECTION', 'more was sent after a request that closes the connection'],
  ['HPE_INVALID_EOF_STATE', 'it ends too early'],
]);

/** What a failure of Node's HTTP server means to the caller; null if the connection broke and there is nothing to say. */
export function protocolError(
  failure: NodeJS.ErrnoException,
  limits: { headerBytes: number },
): GatewayError | null {
  const code = failure.code ?? '';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return gatewayError('request_timeout');
  if (code === 'HPE_HEADER_OVERFLOW') {
    return gatewayError('request_headers_too_large', { limit: limits.headerBytes });
  }
  if (!code.startsWith('HPE_')) return null;
  return gatewayError('invalid_http_request', {
    message: reasons.get(code) ?? 'it does not follow HTTP/1.1',
  });
}
