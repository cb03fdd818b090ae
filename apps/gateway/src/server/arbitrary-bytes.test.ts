import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareServer } from '../../test/support/bare-server.ts';
import { exchange, parseAnswers } from '../../test/support/raw-http.ts';

const text = (value: string) => fc.constant(Buffer.from(value, 'latin1'));
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  text('GET /items/1 HTTP/1.1\r\nHost: x\r\n\r\n'),
  text('POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'),
  text('OPTIONS * HTTP/1.1\r\nHost: x\r\n'),
  text('CONNECT x:1 HTTP/1.1\r\n'),
  text('HTTP/1.0\r\n'),
  text('Content-Length: 2\r\n'),
  text('Content-Length: 99999\r\n'),
  text('Transfer-Encoding: chunked\r\n'),
  text('Expect: 100-continue\r\n'),
  text('Expect: tea\r\n'),
  text('Connection: upgrade\r\nUpgrade: h2c\r\n'),
  text('X-Request-Id: a b\r\n'),
  text('\r\n'),
  text('\r\n{}'),
  text('2\r\n{}\r\n0\r\n\r\n'),
  text('ffffffffffffffff\r\n'),
  text('/%ff%'),
);

test('C13: whatever bytes are sent, each answer is whole, none is a 500, and the server lives', async () => {
  await using server = await bareServer({ headerBytes: 2_000, bodyBytes: 1_000 });
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
      const received = await exchange(server.port, Buffer.concat(pieces), { halfClose: true });
      for (const { status, headers, body } of parseAnswers(received)) {
        statuses.add(status);
        expect(status).not.toBe(500);
        expect(headers['x-request-id']).toMatch(/^req_\d+$/);
        expect(JSON.parse(body)).toEqual(
          status === 200
            ? expect.any(Object)
            : {
                error: {
                  message: expect.any(String),
                  type: expect.any(String),
                  param: null,
                  code: expect.any(String),
                },
              },
        );
      }
    }),
    { numRuns: 400 },
  );
  expect(server.failures).toEqual([]);
  expect(statuses.size).toBeGreaterThan(2);
  const alive = parseAnswers(
    await exchange(server.port, 'GET /items/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
  );
  expect(alive[0]?.status).toBe(200);
});
