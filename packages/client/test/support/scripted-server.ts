import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** What the server does with one request. */
export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, text as it is, a list as one write after the other. */
  body?: object | string | string[];
  /** How the answer ends after its body: as it should, with the connection destroyed, or not at all. */
  end?: 'whole' | 'cut' | 'never';
}

/** Destroys the connection before any byte of an answer. */
export const hangUp: ScriptedAnswer = { status: 0, end: 'cut' };

/** Takes the request and never answers. */
export const silence: ScriptedAnswer = { status: 0, end: 'never' };

export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** Resolves when the answer is over: sent in full, or its connection closed by either side. */
  closed: Promise<unknown>;
}

export interface ScriptedServer {
  baseUrl: string;
  requests: ReceivedRequest[];
  /** How many connections were opened. */
  connections(): number;
}

/** Plays one answer a request, in order, on loopback; closes with the test. */
export async function startScriptedServer(...answers: ScriptedAnswer[]): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    void play(request, response, requests, answers);
  });
  server.on('connection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, requests, connections: () => connections };
}

async function play(
  request: IncomingMessage,
  response: ServerResponse,
  requests: ReceivedRequest[],
  answers: ScriptedAnswer[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const answer = answers[requests.length] ?? { status: 418, body: 'The script has no further answer.' };
  requests.push({
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    body: text === '' ? undefined : JSON.parse(text),
    closed: once(response, 'close'),
  });
  const { status = 200, headers = {}, body = '', end = 'whole' } = answer;
  if (status !== 0) {
    const isJson = typeof body === 'object' && !Array.isArray(body);
    response.writeHead(status, {
      'content-type': isJson ? 'application/json' : 'text/event-stream',
      ...headers,
    });
    response.flushHeaders();
    const writes = isJson ? [JSON.stringify(body)] : [body].flat();
    for (const write of writes) {
      response.write(write);
      await setImmediate();
    }
  }
  if (end === 'whole') response.end();
  if (end === 'cut') response.destroy();
}
