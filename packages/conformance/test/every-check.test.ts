import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { checks, runCheck } from '@parley/conformance';
import { startSimulator } from '@parley/simulator';
import { expect, test } from 'vitest';

type Answering = (request: IncomingMessage, body: string, response: ServerResponse) => unknown;

const json = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const chunk = (delta: object, finish_reason: string | null) =>
  `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

let times = 0;

/** Gateways that are of no use, each in its own way. */
const useless: Record<string, Answering> = {
  'says nothing to everything': (_, __, response) => json(response, 200, {}),
  'fails at everything': (_, __, response) => json(response, 500, { status: 'failure' }),
  'finds nothing, and shows where it looked': (_, __, response) =>
    response.writeHead(404).end('Not found\n    at find (/srv/gateway.js:12:34)'),
  'never closes a door': (_, __, response) => response.writeHead(200).write(' '),
  'says hello to everybody': (_, body, response) => {
    if (!/"stream":true/.test(body)) {
      const message = { role: 'assistant', content: 'Hello!' };
      return json(response, 200, { choices: [{ index: 0, message, finish_reason: 'stop' }] });
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`${chunk({ content: 'Hello!' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`);
  },
  'contradicts itself': ({ method }, _, response) => {
    times += 1;
    const data = times % 2 === 0 ? [{ id: 'a' }, { id: 'b' }] : [{ id: 'b' }, { id: 'b' }];
    json(response, method === 'GET' ? 200 : 400, { data, error: { message: 'No.', code: 7 } });
  },
  'tells everything to everybody': async (request, body, response) => {
    for (const [, url] of body.matchAll(/"(http:\/\/127[^"]*)"/g)) await fetch(url ?? '').catch(() => {});
    const told = `${JSON.stringify(request.headers)} ${request.url} ${body}`;
    json(response, 200, { error: { message: told }, choices: [{ message: { content: told } }] });
  },
};

test('no check is passed by every gateway that is of no use', { timeout: 60_000 }, async () => {
  const simulator = await startSimulator();
  const never = new Set(checks.map(({ id }) => id));
  for (const answer of Object.values(useless)) {
    const server = createServer(async (request, response) => {
      await answer(request, await text(request).catch(() => ''), response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const target = {
      baseUrl: `http://127.0.0.1:${port}/v1`,
      key: 'a-secret-key',
      model: 'simulator/sim-large',
      upstream: simulator,
      timeoutMs: 300,
    };
    const left = checks.filter(({ id }) => never.has(id));
    const results = await Promise.all(left.map((check) => runCheck(check, target)));
    for (const { id, outcome } of results) if (outcome === 'failed') never.delete(id);
    server.closeAllConnections();
    server.close();
  }
  await simulator.close();
  expect(checks.filter(({ id }) => never.has(id)).map(({ id, title }) => `${id} ${title}`)).toEqual([]);
});
