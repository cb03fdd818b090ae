import pino from 'pino';
import { updateFile } from '../catalog/update/update-file.ts';
import { ConfigError, loadConfig } from '../config.ts';
import { loadMasterKey } from '../master-key.ts';
import { startGateway } from '../start-gateway.ts';
import { welcome } from '../welcome.ts';
import type { Command } from './command.ts';

/** How long it takes at most until what `parley catalog update` wrote is known. */
export const catalogPollMs = 5_000;

// A write of its own for each line costs more than the line.
const logBufferBytes = 8 * 1024;
const logFlushMs = 100;

export const start: Command = {
  usage: '',
  summary: 'Start the gateway.',
  options: {},
  async run(_options, { settings, environment, write, onStop }) {
    const masterKey = loadMasterKey(settings.masterKey, settings.dataDirectory);
    const gateway = await startGateway({
      config: loadConfig(settings.configFile),
      environment,
      masterKey: masterKey.key,
      host: settings.host,
      port: portOf(settings.port),
      log: pino(
        { level: levelOf(settings.logLevel) },
        pino.destination({ sync: false, minLength: logBufferBytes, periodicFlush: logFlushMs }),
      ),
      catalogUpdate: { file: updateFile(settings.dataDirectory), pollMs: catalogPollMs },
      dataDirectory: settings.dataDirectory,
      ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
      ...(settings.redisUrl === undefined ? {} : { redisUrl: settings.redisUrl }),
      simulatorPace: 'model',
    });
    write(welcome(gateway, masterKey));
    onStop(() => void gateway.close());
  },
};

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535)
    throw new ConfigError(`PORT must be 0 to 65535, got "${text}".`);
  return port;
}

function levelOf(text: string): string {
  const levels = [...Object.keys(pino.levels.values), 'silent'];
  if (!levels.includes(text))
    throw new ConfigError(`PARLEY_LOG_LEVEL must be ${levels.join(', ')}, got "${text}".`);
  return text;
}
