import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { gatewayError } from '../gateway-error.ts';

/** Built from apps/docs/src/playground by `npm run generate`; `npm run build` puts it at the same place of dist. */
export const playgroundFolder = join(import.meta.dirname, '../generated/playground');

const files: readonly (readonly [path: string, file: string, type: string])[] = [
  ['', 'index.html', 'text/html; charset=utf-8'],
  ['playground.js', 'playground.js', 'text/javascript; charset=utf-8'],
  ['playground.css', 'playground.css', 'text/css; charset=utf-8'],
  ['theme.js', 'theme.js', 'text/javascript; charset=utf-8'],
];

// The page may ask the gateway that its reader names, and loads nothing but itself.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src *; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The playground at /docs/playground/. Nothing of it is read before it is asked for; where it was not built, that is a 404. */
export function servePlayground(app: FastifyInstance, folder = playgroundFolder): void {
  app.get('/docs/playground', (_request, reply) => reply.redirect('playground/', 301));
  for (const [path, file, type] of files) {
    const url = `/docs/playground/${path}`;
    app.get(url, async (_request, reply) => {
      const text = await readFile(join(folder, file)).catch(() => null);
      if (text === null) throw gatewayError('route_not_found', { path: url });
      reply.headers({ 'content-type': type, 'content-security-policy': policy, 'cache-control': 'no-cache' });
      return reply.send(text);
    });
  }
}

/** The contract as the reference shows it: with a link to the playground, where there is one. */
export const withPlayground = (document: object, folder = playgroundFolder): object =>
  existsSync(folder)
    ? { ...document, externalDocs: { description: 'Playground', url: 'playground/' } }
    : document;
