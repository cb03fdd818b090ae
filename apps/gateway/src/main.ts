#!/usr/bin/env node
import pino from 'pino';
import { ConfigError, loadConfig } from './config.ts';
import { loadMasterKey } from './master-key.ts';
import { startGateway } from './start-gateway.ts';
import { welcome } from './welcome.ts';

const { env } = process;

try {
  const masterKey = loadMasterKey(env['PARLEY_MASTER_KEY'], env['PARLEY_DATA_DIR'] ?? '.parley');
  const gateway = await startGateway({
    config: loadConfig(env['PARLEY_CONFIG']),
    environment: env,
    masterKey: masterKey.key,
    host: env['HOST'] ?? '127.0.0.1',
    port: portOf(env['PORT'] ?? '4000'),
    log: pino({ level: env['PARLEY_LOG_LEVEL'] ?? 'info' }, pino.destination({ sync: false })),
    simulatorPace: 'model',
  });
  process.stdout.write(welcome(gateway, masterKey));
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void gateway.close();
    });
  }
} catch (thrown) {
  process.stderr.write(`${explain(thrown)}\n`);
  process.exitCode = 1;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`PORT must be 0 to 65535, got "${text}".`);
  return port;
}

function explain(thrown: unknown): string {
  if (thrown instanceof ConfigError) return thrown.message;
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE') {
    return `${thrown.message}. Something runs there already: stop it, or set PORT.`;
  }
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
