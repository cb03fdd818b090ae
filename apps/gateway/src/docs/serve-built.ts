import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { gatewayError } from '../gateway-error.ts';

/** Built by apps/docs/scripts/build-playground.ts in `npm run generate`; `npm run build` puts it at the same place of dist. */
export const builtFolder = join(import.meta.dirname, '../generated/playground');

/** A page with its script, its style sheet and the choice of light or dark, below an address. */
export const filesOf = (page: string, name: string) =>
  [
    ['', page, 'text/html; charset=utf-8'],
    [`${name}.js`, `${name}.js`, 'text/javascript; charset=utf-8'],
    [`${name}.css`, `${name}.css`, 'text/css; charset=utf-8'],
    ['theme.js', 'theme.js', 'text/javascript; charset=utf-8'],
  ] as const;

type Built = {
  /** Where they are, with a slash at its end. */
  at: string;
  files: ReturnType<typeof filesOf>;
  folder: string;
  headers?: { [name: string]: string };
};

/** Serves what was built. Nothing of it is read before it is asked for; where it was not built, that is a 404. */
export function serveBuilt(app: FastifyInstance, { at, files, folder, headers = {} }: Built): void {
  for (const [path, file, type] of files) {
    const url = `${at}${path}`;
    app.get(url, async (_request, reply) => {
      const text = await readFile(join(folder, file)).catch(() => null);
      if (text === null) throw gatewayError('route_not_found', { path: url });
      reply.headers({ 'content-type': type, 'cache-control': 'no-cache', ...headers });
      return reply.send(text);
    });
  }
}
