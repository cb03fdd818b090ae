import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConfig, startGateway } from '@parley/gateway';
import pino from 'pino';

export type ExampleGateway = {
  url: string;
  key: string;
  close(): Promise<void>;
};

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../..');
const parley = join(folder, '../gateway/bin/parley.js');

/** The gateway as `npm start` runs it without any provider, on a free port and held to its contract. */
export async function startExampleGateway(origins: string[] = []): Promise<ExampleGateway> {
  const key = 'sk-example';
  const { url, close } = await startGateway({
    config: readConfig({ contract: 'enforce', cors: { origins } }, 'the test'),
    environment: {},
    masterKey: key,
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
  });
  return { url, key, close };
}

/** Runs a guide's commands as one script, so that a variable set in one is there in the next. What each printed. */
export async function runCommands(commands: string[], { url, key }: ExampleGateway): Promise<string[]> {
  const script = commands
    .map((command) =>
      command.replaceAll('http://127.0.0.1:4000', url).replaceAll('$(cat .parley/master-key)', key),
    )
    .join(`\nprintf '\\036'\n`)
    .replaceAll('curl ', 'curl -s ')
    .replaceAll('npx parley ', `node --conditions=@parley/source ${parley} `);
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: `${join(folder, '../../node_modules/.bin')}:${process.env['PATH']}`,
      PARLEY_BASE_URL: url,
      PARLEY_API_KEY: key,
    },
  });
  return stdout.replaceAll('\r\n', '\n').split('\u001e');
}
