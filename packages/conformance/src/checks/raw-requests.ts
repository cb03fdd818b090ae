/** A request that no HTTP client would send, and how a server may answer. */
export type RawRequest = {
  id: string;
  /** Goes on from "It answers …". */
  what: string;
  /** With CR LF at the ends of lines. `{host}`, `{path}` and `{key}` stand for the gateway's own. */
  text: string;
  /** Any of these, or closing the connection without a word. */
  statuses: number[];
};

const body = '{"model":"x","messages":[]}';
const lines = (...given: string[]): string => `${given.join('\r\n')}\r\n\r\n`;
const post = (...headers: string[]): string =>
  lines('POST {path}/chat/completions HTTP/1.1', 'host: {host}', 'authorization: Bearer {key}', ...headers);
const json = 'content-type: application/json';

export const rawRequests: RawRequest[] = [
  { id: 'B-40', what: 'a first line that is no HTTP', text: lines('HELLO'), statuses: [400] },
  {
    id: 'B-41',
    what: 'an unknown method',
    text: lines('BREW {path}/chat/completions HTTP/1.1', 'host: {host}'),
    statuses: [400, 401, 404, 405, 501],
  },
  {
    id: 'B-42',
    what: 'no host',
    text: lines('POST {path}/chat/completions HTTP/1.1', 'authorization: Bearer {key}', 'content-length: 0'),
    statuses: [400],
  },
  {
    id: 'B-43',
    what: 'both content-length and transfer-encoding',
    text: `${post(json, 'content-length: 27', 'transfer-encoding: chunked')}1b\r\n${body}\r\n0\r\n\r\n`,
    statuses: [400],
  },
  {
    id: 'B-44',
    what: 'two content-lengths that differ',
    text: `${post(json, 'content-length: 27', 'content-length: 5')}${body}`,
    statuses: [400],
  },
  {
    id: 'B-45',
    what: 'a content-length that is no number',
    text: `${post(json, 'content-length: many')}${body}`,
    statuses: [400],
  },
  {
    id: 'B-46',
    what: 'a chunk whose size is no number',
    text: `${post(json, 'transfer-encoding: chunked')}zz\r\n${body}\r\n0\r\n\r\n`,
    statuses: [400],
  },
  { id: 'B-47', what: 'a NUL in a header', text: post('x-note: a\0b', 'content-length: 0'), statuses: [400] },
  {
    id: 'B-48',
    what: 'a header of 256 KiB',
    text: post(`x-note: ${'a'.repeat(256 * 1024)}`, 'content-length: 0'),
    statuses: [400, 413, 431],
  },
  {
    id: 'B-49',
    what: 'an expectation that nobody knows',
    text: `${post(json, 'expect: miracles', 'content-length: 27')}${body}`,
    statuses: [400, 417],
  },
  {
    id: 'B-50',
    what: 'CONNECT, as if it were a proxy',
    text: lines('CONNECT example.invalid:443 HTTP/1.1', 'host: example.invalid:443'),
    statuses: [400, 404, 405, 501],
  },
  {
    id: 'B-51',
    what: 'a URL that cannot be decoded',
    text: lines('GET {path}/models/%E0%A4%A HTTP/1.1', 'host: {host}', 'authorization: Bearer {key}'),
    statuses: [400, 404],
  },
];
