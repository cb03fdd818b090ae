import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BareServer, bareServer } from '../../test/support/bare-server.ts';
import { deferred } from '../../test/support/deferred.ts';
import { expectContractError } from '../../test/support/expect-contract-error.ts';
import { allOf, exchange, open, parseAnswers } from '../../test/support/raw-http.ts';
import type { errors } from '../errors.ts';
import { CallerHungUp } from './caller-hung-up.ts';
import { readJson } from './read-json.ts';

let server: BareServer;
beforeAll(async () => {
  server = await bareServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const head = 'POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';
const bytesOf = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

async function post(body: string, headers = 'Content-Type: application/json\r\n') {
  const [answer] = parseAnswers(
    await exchange(server.port, `${head}${headers}Content-Length: ${body.length}\r\n\r\n${body}`),
  );
  return answer;
}

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

const refused: [fault: string, body: string, status: number, code: keyof typeof errors, says: string][] = [
  ['C7: arrays 65 deep', nested(65), 400, 'json_too_deep', '64 levels'],
  ['C7: objects 65 deep', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 400, 'json_too_deep', '64 levels'],
  ['C7: a thousand brackets that never close', '['.repeat(1_000), 400, 'json_too_deep', '64 levels'],
  ['C8: the key __proto__', '{"a":[{"__proto__":{"x":1}}]}', 400, 'invalid_json', '__proto__'],
  ['C8: the key __proto__, escaped', '{"\\u005f_proto__":1}', 400, 'invalid_json', '__proto__'],
  [
    'C8: a constructor with a prototype',
    '{"constructor":{"prototype":{"x":1}}}',
    400,
    'invalid_json',
    'constructor.prototype',
  ],
  ['C10: a byte that is no UTF-8', '{"a":"\xff"}', 400, 'invalid_utf8', 'UTF-8'],
  ['C10: an overlong encoding', '{"a":"\xc0\xaf"}', 400, 'invalid_utf8', 'UTF-8'],
  ['C10: a surrogate in UTF-8', '{"a":"\xed\xa0\x80"}', 400, 'invalid_utf8', 'UTF-8'],
  ['C10: a character cut at the end', '{"a":"\xe2\x82', 400, 'invalid_utf8', 'UTF-8'],
  ['C13: no JSON', '{"secret": hunter2}', 400, 'invalid_json', 'position 11'],
  ['C13: JSON that ends too early', '{"secret": "hunter2', 400, 'invalid_json', 'unexpected end'],
  ['C13: JSON with more behind it', '{} hunter2', 400, 'invalid_json', 'position 3'],
  ['C13: an empty body', '', 400, 'invalid_json', 'unexpected end'],
  ['C13: a body of whitespace', ' \n ', 400, 'invalid_json', 'unexpected end'],
  ['C11: a byte order mark and nothing else', '\xef\xbb\xbf', 400, 'invalid_json', 'unexpected end'],
  ['C11: two byte order marks', '\xef\xbb\xbf\xef\xbb\xbf{}', 400, 'invalid_json', 'position 0'],
];

test.each(refused)(
  '%s is refused in words that do not quote the body',
  async (_fault, body, status, code, says) => {
    const answer = await post(body);
    expectContractError(answer, status, code);
    expect(answer?.body).toContain(says);
    expect(answer?.body).not.toContain('hunter2');
  },
);

test.each([
  ['C7: 64 levels', nested(64), JSON.parse(nested(64))],
  [
    'C7: brackets inside strings',
    JSON.stringify(['[{'.repeat(100), '\\"['.repeat(100)]),
    ['[{'.repeat(100), '\\"['.repeat(100)],
  ],
  ['C7: many brackets side by side', `[${'[],'.repeat(500)}[]]`, Array.from({ length: 501 }, () => [])],
  [
    'C8: a property named constructor',
    '{"properties":{"constructor":{"type":"string"}}}',
    { properties: { constructor: { type: 'string' } } },
  ],
  ['C8: a string that holds __proto__', '["__proto__"]', ['__proto__']],
  ['C9: a key given twice, whose last value counts', '{"a":1,"a":2}', { a: 2 }],
  ['C11: a byte order mark before the JSON', '\xef\xbb\xbf{"a":1}', { a: 1 }],
  ['C10: every length of UTF-8', bytesOf('{"a":"aé€😀"}'), { a: 'aé€😀' }],
])('%s is read', async (_fault, body, value) => {
  const answer = await post(body);
  expect(answer?.status).toBe(200);
  expect(JSON.parse(answer?.body ?? '')).toEqual({ got: value });
});

test.each([
  ['C12: no content-type', ''],
  ['C12: text/plain', 'Content-Type: text/plain\r\n'],
  ['C12: a content-type that is none', 'Content-Type: ;;\r\n'],
  ['C12: UTF-16', 'Content-Type: application/json; charset=utf-16\r\n'],
  ['C12: Latin-1 beside UTF-8', 'Content-Type: application/json; charset=utf-8; charset=latin1\r\n'],
  ['C12: an unknown parameter', 'Content-Type: application/json; profile=x\r\n'],
  ['C12: a form', 'Content-Type: multipart/form-data; boundary=x\r\n'],
  ['C12: gzip', 'Content-Type: application/json\r\nContent-Encoding: gzip\r\n'],
  ['C12: two encodings', 'Content-Type: application/json\r\nContent-Encoding: identity, gzip\r\n'],
])('%s is a 415', async (_fault, headers) => {
  expectContractError(await post('{}', headers), 415, 'unsupported_media_type');
});

test.each([
  ['Content-Type: APPLICATION/JSON\r\n'],
  ['Content-Type: application/json;\r\n'],
  ['Content-Type: application/json;charset=UTF-8\r\n'],
  ['Content-Type: application/json; Charset="utf-8"\r\n'],
  ['Content-Type: application/json\r\nContent-Encoding: Identity\r\n'],
])('%j is JSON', async (headers) => {
  expect(await post('{}', headers)).toMatchObject({ status: 200 });
});

describe('a body in pieces', () => {
  const text = bytesOf('\ufeff{"text":"é€😀","list":[1,2]}');
  const value = { got: { text: 'é€😀', list: [1, 2] } };

  test('of one byte a chunk is the same value', async () => {
    const chunks = [...text].map((byte) => `1\r\n${byte}\r\n`).join('');
    const headers = 'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const [answer] = parseAnswers(await exchange(server.port, `${head}${headers}${chunks}0\r\n\r\n`));
    expect(JSON.parse(answer?.body ?? '')).toEqual(value);
  });

  test('split in two writes at any byte is the same value', async () => {
    const bytes = Buffer.from(
      `${head}Content-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
      'latin1',
    );
    for (let at = 1; at < bytes.length; at += 1) {
      const socket = await open(server.port);
      const received = allOf(socket);
      socket.setNoDelay();
      socket.write(bytes.subarray(0, at), () => setImmediate(() => socket.write(bytes.subarray(at))));
      const [answer] = parseAnswers(await received);
      expect(JSON.parse(answer?.body ?? '')).toEqual(value);
    }
  });
});

test('C6: a body of exactly the limit is read', async () => {
  const body = JSON.stringify('x'.repeat(server.limits.bodyBytes - 2));
  expect(await post(body)).toMatchObject({ status: 200 });
});

describe('C1: a caller who hangs up in the middle of the body', () => {
  test.each([
    ['with a reset', true],
    ['with a plain close', false],
  ])('%s ends the reading with CallerHungUp, and is no failure of ours', async (_how, reset) => {
    const outcome = deferred<unknown>();
    const started = deferred();
    await using own = await bareServer({}, (app) => {
      app.post('/watched', (request) => {
        const reading = readJson(request.raw, { bodyBytes: 100, jsonDepth: 64 });
        started.resolve();
        reading.catch(outcome.resolve);
        return reading;
      });
    });
    const socket = await open(own.port);
    socket.write(
      'POST /watched HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"a"',
    );
    await started.promise;
    if (reset) socket.resetAndDestroy();
    else socket.destroy();
    expect(await outcome.promise).toBeInstanceOf(CallerHungUp);
    expect(own.failures).toEqual([]);
  });

  test('before the reading began ends it at once', async () => {
    const outcome = deferred<unknown>();
    const started = deferred();
    await using own = await bareServer({}, (app) => {
      app.post('/late', async (request) => {
        const gone = new Promise((resolve) => request.raw.socket.once('close', resolve));
        started.resolve();
        await gone;
        await new Promise((resolve) => setImmediate(resolve));
        await readJson(request.raw, { bodyBytes: 100, jsonDepth: 64 }).catch((error) => {
          outcome.resolve(error);
          throw error;
        });
      });
    });
    const socket = await open(own.port);
    socket.write(
      'POST /late HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"a"',
    );
    await started.promise;
    socket.resetAndDestroy();
    expect(await outcome.promise).toBeInstanceOf(CallerHungUp);
    expect(own.failures).toEqual([]);
  });
});
