import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { startExampleGateway } from './support/example-gateway.ts';
import { examplesIn } from './support/guides.ts';

const files = examplesIn('guides/deployment.md');
const fileNamed = (name: string): string => files.find(({ file }) => file === name)?.code ?? '';
const lacks = (program: string, ...args: string[]): boolean => spawnSync(program, args).error !== undefined;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-deployment-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test.skipIf(lacks('nginx', '-v') || lacks('openssl', 'version'))(
  'the nginx of the guide ends TLS, passes each event on as it comes, and hides the metrics (skipped without nginx)',
  async () => {
    const gateway = await startExampleGateway();
    onTestFinished(() => gateway.close());
    const port = await startNginx(gateway.url);
    const agent = new Agent({ rejectUnauthorized: false });
    const ask = (path: string, body?: string) =>
      new Promise<IncomingMessage>((done, failed) => {
        const headers = { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' };
        const method = body === undefined ? 'GET' : 'POST';
        request({ host: '127.0.0.1', port, path, method, headers, agent }, done)
          .on('error', failed)
          .end(body);
      });
    await untilAnswered(() => ask('/health/ready'));
    // Six events, and then nothing: what comes of them was not kept back for the rest.
    const messages = [{ role: 'user', content: 'Count to 9.' }];
    const body = { model: 'simulator/fault-stall-6', stream: true, messages };
    const stream = await ask('/v1/chat/completions', JSON.stringify(body));
    let text = '';
    for await (const piece of stream) {
      text += piece;
      if (text.includes('"content":"2"')) break;
    }
    expect(stream.statusCode).toBe(200);
    expect(text).not.toContain('[DONE]');
    expect((await ask('/metrics')).statusCode).toBe(404);
  },
  30_000,
);

async function startNginx(gateway: string): Promise<number> {
  const folder = temporaryFolder();
  const port = await freePort();
  const [pem, key] = [join(folder, 'pem'), join(folder, 'key')];
  const certificate = `req -x509 -newkey ed25519 -nodes -days 1 -subj /CN=llm.example.com -out ${pem} -keyout ${key}`;
  execFileSync('openssl', certificate.split(' '), { stdio: 'ignore' });
  const server = fileNamed('nginx.conf')
    .replace('listen 443', `listen 127.0.0.1:${port}`)
    .replace(/(ssl_certificate) \S+;/, `$1 ${pem};`)
    .replace(/(ssl_certificate_key) \S+;/, `$1 ${key};`)
    .replace('http://127.0.0.1:4000', gateway);
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const places = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; events {} http { access_log off; ${places} ${server} }`,
  );
  const nginx = spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')]);
  onTestFinished(() => void nginx.kill());
  return port;
}

async function untilAnswered(ask: () => Promise<IncomingMessage>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const status = await ask().then(
      ({ statusCode }) => statusCode,
      () => 0,
    );
    if (status === 200) return;
    await sleep(50);
  }
  throw new Error('nginx does not answer');
}

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

test.skipIf(lacks('systemd-analyze', '--version'))(
  'the unit of the guide is one (skipped without systemd-analyze)',
  () => {
    const unit = join(temporaryFolder(), 'parley.service');
    const text = fileNamed('/etc/systemd/system/parley.service')
      .replace('/opt/parley/node_modules/.bin/node', process.execPath)
      .replace('User=parley', 'User=root');
    writeFileSync(unit, text);
    const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.includes('parley.service'))).toEqual([]);
  },
);

test('what Kubernetes, systemd and the container wait for is more than the gateway takes', () => {
  const { timeouts } = parse(fileNamed('parley.config.json'));
  const { spec } = parse(fileNamed('statefulset.yaml')).spec.template;
  const needed = (timeouts.drainMs + timeouts.shutdownMs) / 1000 + 10;
  expect(spec.terminationGracePeriodSeconds).toBe(needed);
  expect(fileNamed('/etc/systemd/system/parley.service')).toContain(`TimeoutStopSec=${needed}\n`);
  const [, command = ''] = /^CMD (.*)$/m.exec(fileNamed('Dockerfile')) ?? [];
  const [, started = ''] =
    /^ExecStart=\S+ (.*)$/m.exec(fileNamed('/etc/systemd/system/parley.service')) ?? [];
  expect(parse(command).slice(1).join(' ')).toBe(started);
});
