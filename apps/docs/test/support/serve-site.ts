import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

/** The site as it was built. */
export const siteFolder = join(import.meta.dirname, '../../dist');
export const isBuilt = existsSync(join(siteFolder, 'index.html'));

const types: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

const files = isBuilt
  ? readdirSync(siteFolder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'))
  : [];

/** The path of every page: `/`, `/quick-start/` … */
export const pages = files
  .filter((file) => !file.startsWith('generated/'))
  .map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`)
  .sort();

/** Whole reports of the conformance kit: pages without the frame of the site. */
export const reports = files.filter((file) => file.startsWith('generated/')).map((file) => `/${file}`);

/** The file behind a path, or `null`. */
export function fileAt(path: string): string | null {
  const file = join(siteFolder, decodeURIComponent(path));
  if (!existsSync(file)) return null;
  if (!statSync(file).isDirectory()) return file;
  const index = join(file, 'index.html');
  return existsSync(index) ? index : null;
}

/** Serves the site as any static server would. */
export async function serveSite(): Promise<{ url: string; close(): void }> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    const file = fileAt(pathname);
    response.writeHead(file === null ? 404 : 200, {
      'content-type': types[extname(file ?? '.html')] ?? 'application/octet-stream',
      'cache-control': 'max-age=600',
    });
    response.end(readFileSync(file ?? join(siteFolder, '404.html')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
