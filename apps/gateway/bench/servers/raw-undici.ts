// The floor of a proxy in Node: what comes is passed on as bytes, by undici's cheapest call.
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { listening } from '../listening.ts';

const pool = new Pool(`http://127.0.0.1:${process.env['UPSTREAM_PORT']}`, { connections: 5_000 });

listening(
  createServer({ noDelay: true }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (bytes: Buffer) => chunks.push(bytes));
    request.on('end', () => {
      pool.dispatch(
        {
          method: 'POST',
          path: request.url ?? '/',
          headers: { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' },
          body: Buffer.concat(chunks),
        },
        {
          onConnect() {},
          onHeaders(status, headers) {
            response.writeHead(status, withoutFraming(headers));
            return true;
          },
          onData(bytes) {
            response.write(bytes);
            return true;
          },
          onComplete: () => void response.end(),
          onError: () => void response.destroy(),
        },
      );
    });
  }),
);

/** How a body is framed is between two neighbours. */
function withoutFraming(raw: Buffer[]): string[] {
  const headers: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = String(raw[index]).toLowerCase();
    if (name !== 'transfer-encoding' && name !== 'connection') headers.push(name, String(raw[index + 1]));
  }
  return headers;
}
