import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One origin with an empty page, `/client.js`, and under `/v1` whatever the API answers, as it comes. */
export async function startPageServer(script: string, apiOrigin: string): Promise<string> {
  const server = createServer((request, response) => {
    const { url = '', method = 'GET', headers } = request;
    if (url === '/client.js') return response.setHeader('content-type', 'text/javascript').end(script);
    if (!url.startsWith('/v1/'))
      return response.setHeader('content-type', 'text/html').end('<!doctype html>');
    const passed = send(apiOrigin + url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => response.destroy()).pipe(response);
    });
    response.on('close', () => passed.destroy());
    passed.on('error', () => response.destroy());
    return request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
