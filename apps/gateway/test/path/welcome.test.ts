// The line that the start prints, pasted into a shell.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startSimulator } from '@parley/simulator';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConfigFile, readConfig } from '../../src/config.ts';
import { startGateway } from '../../src/start-gateway.ts';
import { welcome } from '../../src/welcome.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

type Models = { [id: string]: { price?: { as_of: string; input: string; output: string } } };
const price = { as_of: '2026-11-01', input: '0.20', output: '0.60' };

const rows: [what: string, models: Models | null, auto: ConfigFile['auto'], named: string][] = [
  ['a simulator alone', null, undefined, 'simulator/sim-small'],
  ['a model with a price', { 'sim-small': { price } }, undefined, 'auto'],
  ['a model without one', { 'sim-small': {} }, undefined, 'mine/sim-small'],
  [
    'a price that no candidate has',
    { 'sim-large': { price }, 'sim-small': {} },
    { candidates: ['mine/sim-small'] },
    'mine/sim-large',
  ],
  ['no model that is known', {}, undefined, 'mine/MODEL'],
];
test.each(rows)('with %s it is answered', async (_what, models, auto, named) => {
  const provider = { adapter: 'openai-compatible', baseUrl: simulator.url, apiKey: 'any' };
  const config: ConfigFile = {
    ...(models === null ? {} : { providers: { mine: { ...provider, models } } }),
    ...(auto === undefined ? {} : { auto }),
  };
  const gateway = await startGateway({
    config: readConfig(config, 'the test'),
    ...{ environment: {}, masterKey: 'key', host: '127.0.0.1', port: 0, log: pino({ level: 'silent' }) },
  });
  try {
    const said = welcome(gateway, { key: 'key', file: '.parley/master-key', isNew: true });
    expect(said).toContain(`"model": "${named}"`);
    expect(said.includes('MODEL is the name of one that mine serves.')).toBe(named === 'mine/MODEL');
    const line = said.slice(said.indexOf('curl -N')).replace('MODEL', 'sim-small');
    const { stdout } = await promisify(execFile)('sh', ['-c', line]);
    expect(stdout).toMatch(/data: \[DONE\]\n\n$/);
  } finally {
    await gateway.close();
  }
});
