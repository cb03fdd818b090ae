// A page that asks and shows the answer as it comes, by the client as an ES module. It calls its own origin: this
// server, which has the key and passes the call on.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { apiKey, baseUrl, model } from '../gateway.ts';
import { serve } from '../serve.ts';

const page = readFileSync(new URL('page.html', import.meta.url), 'utf8').replace('"auto"', `"${model}"`);

const { outputFiles } = await build({
  stdin: {
    contents: "export { createClient, ParleyError } from '@parley/client';",
    resolveDir: import.meta.dirname,
  },
  // In this repository the packages may not be built yet. Elsewhere this line says nothing.
  conditions: ['@parley/source'],
  format: 'esm',
  bundle: true,
  minify: true,
  write: false,
});
const client = outputFiles[0]?.text ?? '';

await serve((request) => {
  const { pathname } = new URL(request.url);
  switch (`${request.method} ${pathname}`) {
    case 'GET /':
      return new Response(page, { headers: { 'content-type': 'text/html' } });
    case 'GET /client.js':
      return new Response(client, { headers: { 'content-type': 'text/javascript' } });
    // This path and no other: the key may open more. On a server of yours, ask here who it is.
    case 'POST /v1/chat/completions':
      return passOn(request);
    default:
      return new Response('Not found', { status: 404 });
  }
});

async function passOn(request: Request): Promise<Response> {
  const answer = await fetch(`${baseUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: await request.text(),
    signal: request.signal,
  });
  const headers = new Headers();
  for (const name of ['content-type', 'x-request-id', 'x-should-retry', 'retry-after-ms']) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers });
}
