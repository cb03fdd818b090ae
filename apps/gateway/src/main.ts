#!/usr/bin/env node
import { existsSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';

const { env, stdin, stdout, stderr } = process;

keepCompiled();
const { download } = await import('./cli/download.ts');
const { explain, runCommand } = await import('./cli/run-command.ts');

try {
  await runCommand(process.argv.slice(2), {
    settings: {
      host: env['HOST'] ?? '127.0.0.1',
      port: env['PORT'] ?? '4000',
      configFile: env['PARLEY_CONFIG'],
      dataDirectory: env['PARLEY_DATA_DIR'] ?? '.parley',
      databaseUrl: env['DATABASE_URL'],
      redisUrl: env['REDIS_URL'],
      masterKey: env['PARLEY_MASTER_KEY'],
      baseUrl: env['PARLEY_BASE_URL'],
      apiKey: env['PARLEY_API_KEY'],
      logLevel: env['PARLEY_LOG_LEVEL'] ?? 'info',
    },
    environment: env,
    write: (text) => void stdout.write(text),
    ask: stdin.isTTY ? ask : null,
    download,
    now: () => Date.now(),
    onStop,
  });
} catch (thrown) {
  stderr.write(`${explain(thrown)}\n`);
  process.exitCode = 1;
}

/**
 * What is compiled once is kept for the next start: a third of its CPU. In the user's own folder, since what lies in a
 * shared one may be anybody's; where that can't be written, nothing is kept.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
function keepCompiled(): void {
  try {
    const folder = join(homedir(), '.cache');
    // One level, by hand: Node makes a path of several for ever where its beginning can't be made, in /proc say.
    if (!existsSync(folder)) mkdirSync(folder);
    enableCompileCache(join(folder, 'parley'));
  } catch {
    // A user without a home.
  }
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: stdin, output: stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

function onStop(stop: () => void): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop();
    });
  }
}
