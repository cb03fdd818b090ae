// A handler `(Request) => Response` on a port of this machine, for the examples that are no programs by themselves.
// A framework does this for you.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

type Handler = (request: Request) => Response | Promise<Response>;

export async function serve(handler: Handler): Promise<void> {
  const port = Number(process.env['PORT'] ?? 3000);
  const server = createServer((incoming, outgoing) => {
    // Too late for a status: a connection that breaks tells that the answer isn't whole.
    answer(handler, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : port}/`);
}

async function answer(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(incoming.headersDistinct))
    headers.set(name, values.join(', '));
  // Who has closed the page wants no answer any more.
  const left = new AbortController();
  outgoing.once('close', () => left.abort());
  const body = method === 'GET' || method === 'HEAD' ? null : Readable.toWeb(incoming);
  const init = { method, headers, body, duplex: 'half', signal: left.signal } as const;

  const response = await handler(new Request(`http://127.0.0.1${url}`, init));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  await pipeline(response.body ?? [], outgoing);
}
