import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { renderError } from '../gateway-error.ts';
import { servePlayground } from './serve-playground.ts';

function serve() {
  const parent = mkdtempSync(join(tmpdir(), 'parley-playground-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, 'playground');
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) => {
    const { status, body } = renderError(error, 'req_1');
    return reply.code(status).send(body);
  });
  onTestFinished(() => app.close());
  servePlayground(app, folder);
  return { app, folder };
}

test('nothing is read before it is asked for, and where nothing was built there is a 404', async () => {
  const { app, folder } = serve();
  await app.ready();
  const missing = await app.inject('/docs/playground/');
  expect(missing.statusCode).toBe(404);
  expect(missing.json()).toMatchObject({ error: { code: 'route_not_found' } });
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), '<p>here</p>');
  expect(await app.inject('/docs/playground/')).toMatchObject({ statusCode: 200, body: '<p>here</p>' });
});

test('the page may load nothing but itself, and other files are not served', async () => {
  const { app, folder } = serve();
  mkdirSync(folder);
  for (const file of ['index.html', 'secret.txt']) writeFileSync(join(folder, file), 'text');
  const page = await app.inject('/docs/playground/');
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect((await app.inject('/docs/playground/secret.txt')).statusCode).toBe(404);
  expect((await app.inject('/docs/playground/..%2fsecret.txt')).statusCode).toBe(404);
});

test('without its last slash the address leads to the page, wherever a proxy puts the gateway', async () => {
  const { app } = serve();
  const { headers, statusCode } = await app.inject('/docs/playground');
  expect({ statusCode, location: headers.location }).toEqual({ statusCode: 301, location: 'playground/' });
});
