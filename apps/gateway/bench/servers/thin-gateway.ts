// What anyone would write in an afternoon: a key, a parsed body, a route by the model's name, each event of a stream
// parsed and written anew, a line of log. No validation, no translation, no cost, no record, and no word when a stream breaks.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createParser } from 'eventsource-parser';
import pino from 'pino';
import { Pool } from 'undici';
import { listening } from '../listening.ts';

const log = pino({}, pino.destination({ dest: '/dev/null', sync: false }));
const pools = new Map([
  ['openai', new Pool(`http://127.0.0.1:${process.env['UPSTREAM_PORT']}`, { connections: 5_000 })],
]);
const keys = new Set([digestOf('thin-key')]);

listening(createServer({ noDelay: true }, (request, response) => void answer(request, response)));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const startedAt = performance.now();
  if (!keys.has(digestOf(request.headers.authorization?.slice('Bearer '.length) ?? '')))
    return void response.writeHead(401).end();
  const chunks: Buffer[] = [];
  for await (const bytes of request) chunks.push(bytes);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const [provider, model] = String(body.model).split('/');
  const upstream = await pools.get(provider ?? '')?.request({
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { 'content-type': 'application/json', authorization: 'Bearer upstream-key' },
    body: JSON.stringify({ ...body, model }),
  });
  if (upstream === undefined) return void response.writeHead(404).end();
  if (body.stream === true) {
    response.writeHead(upstream.statusCode, { 'content-type': 'text/event-stream' });
    const decoder = new TextDecoder();
    let text = '';
    const parser = createParser({
      onEvent({ data }) {
        text += data === '[DONE]' ? 'data: [DONE]\n\n' : `data: ${rewritten(data)}\n\n`;
      },
    });
    for await (const bytes of upstream.body) {
      text = '';
      parser.feed(decoder.decode(bytes, { stream: true }));
      if (text !== '') response.write(text);
    }
    response.end();
  } else {
    const answered = rewritten(await upstream.body.text());
    response.writeHead(upstream.statusCode, { 'content-type': 'application/json' }).end(answered);
  }
  log.info({ provider, model, status: upstream.statusCode, ms: performance.now() - startedAt }, 'request');

  function rewritten(json: string): string {
    return JSON.stringify({ ...JSON.parse(json), model: body.model });
  }
}

function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
