import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { serveReference } from './serve-reference.ts';

const document = { openapi: '3.1.0', info: { title: 'Here', version: '1' }, paths: {} };

function serve() {
  const app = Fastify();
  onTestFinished(() => app.close());
  serveReference(app, async () => document);
  return app;
}

test('the reference is served with the document it shows and the script that shows it', async () => {
  const app = serve();
  const pages = [
    '/docs/',
    '/docs/reference.js',
    '/docs/reference.css',
    '/docs/theme.js',
    '/docs/openapi.json',
    '/docs/openapi.yaml',
    '/docs/js/scalar.js',
  ];
  const answers = await Promise.all(pages.map((url) => app.inject(url)));
  expect(answers.map(({ statusCode, headers }) => [statusCode, headers['content-type']])).toEqual([
    [200, 'text/html; charset=utf-8'],
    [200, 'text/javascript; charset=utf-8'],
    [200, 'text/css; charset=utf-8'],
    [200, 'text/javascript; charset=utf-8'],
    [200, 'application/json; charset=utf-8'],
    [200, 'application/yaml'],
    [200, 'application/javascript; charset=utf-8'],
  ]);
  expect(answers[0]?.body).toContain('src="js/scalar.js"');
  expect(answers[4]?.json()).toMatchObject(document);
});

test('without its last slash the address leads to the reference, with no more of it than was there', async () => {
  const app = serve();
  const { statusCode, headers } = await app.inject('/docs?theme=dark');
  expect({ statusCode, location: headers.location }).toEqual({ statusCode: 301, location: '/docs/' });
});

test('what the reference does not have is for the gateway to say', async () => {
  const app = serve();
  app.setNotFoundHandler((_request, reply) => reply.code(404).send('from the gateway'));
  expect((await app.inject('/docs/other')).body).toBe('from the gateway');
});
