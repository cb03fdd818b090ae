// Every module costs each start its time and its memory, so one that a first answer does without waits until it is needed.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const { dependencies }: { dependencies: { [name: string]: string } } = createRequire(import.meta.url)(
  '@parley/gateway/package.json',
);

const notAtStart: { [dependency: string]: string } = {
  '@fastify/cors': 'no page of another origin is allowed',
  '@fastify/swagger': 'publishes the contract to who asks for it',
  '@scalar/fastify-api-reference': 'shows the reference to who opens it',
  '@smithy/eventstream-codec': 'reads the streams of Bedrock',
  '@smithy/util-utf8': 'reads the streams of Bedrock',
  aws4fetch: 'signs requests to Bedrock',
  'google-auth-library': 'signs requests to Vertex AI',
  'gpt-tokenizer': 'counts tokens where a provider did not, and for the simulator',
  ioredis: 'REDIS_URL is not set',
  kysely: 'is loaded from src/generated, in one piece',
  pg: 'DATABASE_URL is not set',
};

const partsNotAtStart = [
  // What answers for the simulator, which is not on.
  '/packages/simulator/src/simulator.ts',
  // What compiles schemas: ours are compiled.
  '/ajv/dist/core.js',
  // What indexes bring along.
  '/undici/lib/web/',
  '/prom-client/lib/defaultMetrics.js',
  '/@opentelemetry/',
  '/yaml/',
];

const program = `
  import { createServer } from 'node:http';
  import { registerHooks } from 'node:module';
  import pino from 'pino';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  const { readConfig } = await import('./config.ts');
  const { startGateway } = await import('./start-gateway.ts');
  const answer = { choices: [{ index: 0, message: { content: 'Hello' }, finish_reason: 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } };
  const provider = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1', async () => {
    const baseUrl = 'http://127.0.0.1:' + provider.address().port + '/v1';
    const gateway = await startGateway({
      config: readConfig({ providers: { openai: { apiKey: 'any', baseUrl } } }, 'the test'),
      environment: {}, masterKey: 'key', host: '127.0.0.1', port: 0, log: pino({ level: 'silent' }),
    });
    const { status } = await fetch(gateway.url + '/v1/chat/completions', {
      method: 'POST',
      headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'openai/gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] }),
    });
    console.log(JSON.stringify({ status, loaded }));
    await gateway.close();
    provider.close();
  });`;

test('a first answer has loaded no more of the dependencies than it needs', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@parley/source', '--input-type=module', '--eval', program],
    { cwd: new URL('../../src', import.meta.url), maxBuffer: 2 ** 24 },
  );
  const { status, loaded }: { status: number; loaded: string[] } = JSON.parse(stdout);
  const found = new Set(loaded.map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]));
  expect(status).toBe(200);
  const others = Object.keys(dependencies).filter((name) => !name.startsWith('@parley/') && name !== 'pino');
  expect(others.filter((name) => !found.has(name)).sort()).toEqual(Object.keys(notAtStart).sort());
  for (const part of partsNotAtStart) expect(loaded.filter((url) => url.includes(part))).toEqual([]);
});
