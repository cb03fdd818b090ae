import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const examples = join(import.meta.dirname, '../../../openapi/examples/createChatCompletion');

/** A server that gives one stream of the contract's examples to whoever asks: what only Parley tells is in it. */
export async function startRecordedGateway(name: string): Promise<string> {
  const stream = readFileSync(join(examples, `${name}.response.sse`));
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}
