import { download } from './cli/download.ts';
import { explain, runCommand } from './cli/run-command.ts';

const { env, stdin, stdout, stderr } = process;

try {
  await runCommand(process.argv.slice(2), {
    // What is set to nothing, as compose files do, is not set.
    settings: {
      host: env['HOST'] || '127.0.0.1',
      port: env['PORT'] || '4000',
      configFile: env['PARLEY_CONFIG'] || undefined,
      dataDirectory: env['PARLEY_DATA_DIR'] || '.parley',
      databaseUrl: env['DATABASE_URL'] || undefined,
      redisUrl: env['REDIS_URL'] || undefined,
      masterKey: env['PARLEY_MASTER_KEY'] || undefined,
      baseUrl: env['PARLEY_BASE_URL'] || undefined,
      apiKey: env['PARLEY_API_KEY'] || undefined,
      logLevel: env['PARLEY_LOG_LEVEL'] || 'info',
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

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
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
