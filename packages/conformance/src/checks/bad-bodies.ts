import type { Severity } from '../check.ts';

/** The simplest request, as text. */
export const conversation = (model: string, content = 'Hello!'): string =>
  JSON.stringify({ model, messages: [{ role: 'user', content }] });

/** A body that every server refuses. */
export type BadBody = {
  id: string;
  what: string;
  body: (model: string) => string | Uint8Array;
  headers?: Record<string, string | null>;
  /** The first is that of the Parley contract. */
  statuses: [number, ...number[]];
  code: string;
  severity: Severity;
};

export const badBodies: BadBody[] = [
  {
    id: 'B-01',
    what: 'an empty body',
    body: () => '',
    statuses: [400, 411, 415, 422],
    code: 'invalid_json',
    severity: 'must',
  },
  {
    id: 'B-02',
    what: 'a body that is a list',
    body: () => '[]',
    statuses: [400, 422],
    code: 'invalid_parameter',
    severity: 'must',
  },
  {
    id: 'B-03',
    what: 'a body that is null',
    body: () => 'null',
    statuses: [400, 422],
    code: 'invalid_parameter',
    severity: 'must',
  },
  {
    id: 'B-04',
    what: 'JSON with a comma too many',
    body: (model) => conversation(model).replace(']}', '],}'),
    statuses: [400, 422],
    code: 'invalid_json',
    severity: 'must',
  },
  {
    id: 'B-05',
    what: 'JSON with something after it',
    body: (model) => `${conversation(model)} x`,
    statuses: [400, 422],
    code: 'invalid_json',
    severity: 'must',
  },
  {
    id: 'B-06',
    what: 'JSON that breaks off',
    body: (model) => conversation(model).slice(0, -2),
    statuses: [400, 422],
    code: 'invalid_json',
    severity: 'must',
  },
  {
    id: 'B-07',
    what: 'NaN for a number',
    body: (model) => conversation(model).replace('{', '{"temperature":NaN,'),
    statuses: [400, 422],
    code: 'invalid_json',
    severity: 'should',
  },
  {
    id: 'B-08',
    what: 'a body nested 5,000 deep',
    body: (model) => conversation(model).replace('{', `{"x":${'['.repeat(5000)}${']'.repeat(5000)},`),
    statuses: [400, 413, 422],
    code: 'json_too_deep',
    severity: 'should',
  },
  {
    id: 'B-09',
    what: 'bytes that are no UTF-8',
    body: (model) => joined(conversation(model, 'a\u0001b')),
    statuses: [400, 422],
    code: 'invalid_utf8',
    severity: 'should',
  },
  {
    id: 'B-10',
    what: 'a body labelled text/plain',
    body: (model) => conversation(model),
    headers: { 'content-type': 'text/plain' },
    statuses: [415, 400, 422],
    code: 'unsupported_media_type',
    severity: 'should',
  },
  {
    id: 'B-11',
    what: 'a body without a label',
    body: (model) => conversation(model),
    headers: { 'content-type': null },
    statuses: [415, 400, 422],
    code: 'unsupported_media_type',
    severity: 'may',
  },
  {
    id: 'B-12',
    what: 'a body labelled UTF-16',
    body: (model) => conversation(model),
    headers: { 'content-type': 'application/json; charset=utf-16' },
    statuses: [415, 400, 422],
    code: 'unsupported_media_type',
    severity: 'should',
  },
  {
    id: 'B-13',
    what: 'a body labelled gzip that is none',
    body: (model) => conversation(model),
    headers: { 'content-encoding': 'gzip' },
    statuses: [415, 400, 422],
    code: 'unsupported_media_type',
    severity: 'should',
  },
  {
    id: 'B-14',
    what: 'a form',
    body: () => 'model=x&messages=y',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    statuses: [415, 400, 422],
    code: 'unsupported_media_type',
    severity: 'must',
  },
];

/** The same text with a byte in it that stands in no UTF-8. */
function joined(text: string): Uint8Array {
  return new TextEncoder()
    .encode(text.replace('\\u0001', '\u0001'))
    .map((byte) => (byte === 1 ? 0xff : byte));
}
