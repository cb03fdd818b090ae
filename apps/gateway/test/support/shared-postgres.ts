// One PostgreSQL for all test files of a run, started when the first of them asks: most runs need none.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type PostgresServer, postgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to ask for its address. */
    postgresPort: number;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | null = null;
  const asked = createServer(async (socket) => {
    socket.on('error', () => {});
    server ??= postgresServer();
    try {
      socket.end((await server).url);
    } catch (thrown) {
      socket.end(String(thrown));
    }
  }).listen(0, '127.0.0.1');
  await once(asked, 'listening');
  const address = asked.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  project.provide('postgresPort', address.port);
  return async () => {
    asked.close();
    await (await server)?.[Symbol.asyncDispose]();
  };
}
