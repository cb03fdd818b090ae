import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { installPeer } from './install-peer.ts';
import type { Peer } from './peer.ts';

const shown = ['@portkey-ai/gateway', 'hono', '@hono/node-server', '@hono/node-ws'];

// https://portkey.ai/docs/product/ai-gateway/byollm
export const portkey: Peer = {
  id: 'portkey',
  title: 'Portkey',
  homepage: 'https://www.npmjs.com/package/@portkey-ai/gateway',
  contract: 'openai',
  notes: [
    'It has no keys of its own: the key of the caller is that of the provider, which looks at it.',
    'The headers x-portkey-provider and x-portkey-custom-host tell it where its provider is; else it runs as it comes.',
    'hono and its adapters are those of its own lockfile; with newer ones it answers every stream with a 500.',
  ],
  async start({ url }) {
    const { folder, versionOf } = installPeer('portkey');
    const port = await freePort();
    const program = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
    const child = spawn(process.execPath, [program, `--port=${port}`, '--headless'], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'] ?? '' },
    });
    const exited = once(child, 'exit');
    await untilItAnswers(`http://127.0.0.1:${port}/`);
    return {
      baseUrl: `http://127.0.0.1:${port}/v1`,
      model: 'sim-large',
      headers: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': url },
      versions: Object.fromEntries(shown.map((name) => [name, versionOf(name)])),
      async close() {
        child.kill('SIGKILL');
        await exited;
      },
    };
  },
};

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer !== null) return;
    await setTimeout(200);
  }
  throw new Error(`Nothing answers at ${url} after half a minute.`);
}
