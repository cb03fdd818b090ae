import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ChatCompletionRequest } from '@parley/types';
import { onTestFinished } from 'vitest';

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a list as the events of a stream, one write each. */
  body: object | (object | '[DONE]')[];
  /** How it ends after its body: as it should, with the connection destroyed, or not at all. */
  end?: 'whole' | 'cut' | 'never';
}

export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: ChatCompletionRequest;
  /** Resolves when the answer is over, or the caller has hung up. */
  closed: Promise<unknown>;
}

export interface Server {
  baseUrl: string;
  requests: Received[];
}

/** Gives one reply a request, in order, on loopback, and closes with the test. */
export async function startServer(...replies: Reply[]): Promise<Server> {
  const requests: Received[] = [];
  const server = createServer((request, response) => void reply(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const {
      status = 200,
      headers = {},
      body,
      end = 'whole',
    } = replies[requests.length] ?? { status: 418, body: {} };
    requests.push({
      url: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(Buffer.concat(pieces).toString()),
      closed: once(response, 'close'),
    });
    const type = Array.isArray(body) ? 'text/event-stream' : 'application/json';
    response.writeHead(status, { 'content-type': type, 'x-request-id': 'req_1', ...headers });
    if (Array.isArray(body)) for (const event of body) response.write(eventOf(event));
    else response.write(JSON.stringify(body));
    if (end === 'whole') response.end();
    // What was written must have gone out before the connection breaks.
    if (end === 'cut') response.write(': cut\n\n', () => response.destroy());
  }

  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { baseUrl: `http://127.0.0.1:${address.port}`, requests };
}

function eventOf(event: object | string): string {
  return `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`;
}
