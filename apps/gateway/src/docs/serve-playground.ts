import type { FastifyInstance } from 'fastify';
import { builtFolder, filesOf, serveBuilt } from './serve-built.ts';

// The page may ask the gateway that its reader names, and loads nothing but itself.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src *; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The playground at /docs/playground/. */
export function servePlayground(app: FastifyInstance, folder = builtFolder): void {
  app.get('/docs/playground', (_request, reply) => reply.redirect('playground/', 301));
  serveBuilt(app, {
    at: '/docs/playground/',
    files: filesOf('index.html', 'playground'),
    folder,
    headers: { 'content-security-policy': policy },
  });
}
