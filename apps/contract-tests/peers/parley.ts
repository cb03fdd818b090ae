import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, startGateway } from '@parley/gateway';
import pino from 'pino';
import { callerKey, type Peer } from './peer.ts';
import { readVersion } from './read-version.ts';

const require = createRequire(import.meta.url);

export const parley: Peer = {
  id: 'parley',
  title: 'Parley',
  homepage: 'https://www.npmjs.com/package/@parley/gateway',
  contract: 'parley',
  notes: ['Run as it comes, with its embedded store; the key of the run is its master key.'],
  async start({ url }) {
    const config = readConfig(
      { providers: { simulator: { apiKey: callerKey, baseUrl: url } } },
      'the configuration of the run',
    );
    const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-conformance-'));
    const gateway = await startGateway({
      config,
      dataDirectory,
      environment: {},
      masterKey: callerKey,
      host: '127.0.0.1',
      port: 0,
      log: pino({ level: 'silent' }),
    });
    return {
      baseUrl: `${gateway.url}/v1`,
      model: 'simulator/sim-large',
      headers: {},
      versions: {
        '@parley/gateway': readVersion(readFileSync(require.resolve('@parley/gateway/package.json'), 'utf8')),
      },
      async close() {
        await gateway.close();
        rmSync(dataDirectory, { recursive: true });
      },
    };
  },
};
