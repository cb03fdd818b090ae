import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../../test/support/free-port.ts';
import { names } from '../names.ts';
import { startProgram } from '../program.ts';
import { untilAnswered } from '../until-answered.ts';
import { chatPath, model, type Start } from './contender.ts';

const version = '1.15.2';
/** As in its own lockfile: with later ones it answers every stream with a 500. */
const dependencies = {
  '@portkey-ai/gateway': version,
  hono: '4.9.7',
  '@hono/node-server': '1.13.5',
  '@hono/node-ws': '1.2.0',
};

const folder = resolve(import.meta.dirname, '../../../../node_modules/.cache/bench', `portkey-${version}`);
const program = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');

/** The peer from npm, installed on first use, outside the workspace. */
export const portkey: Start = async ({ upstreamPort, core }) => {
  const reason = install();
  if (reason !== null) return { contender: null, reason };
  const port = await freePort();
  const started = startProgram(process.execPath, [program, `--port=${port}`, '--headless'], {
    core,
    environment: { TRUSTED_CUSTOM_HOSTS: '127.0.0.1' },
    isMute: true,
  });
  await untilAnswered(`http://127.0.0.1:${port}/`, ({ ok }) => ok);
  const headers = {
    authorization: 'Bearer upstream-key',
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `http://127.0.0.1:${upstreamPort}/v1`,
  };
  return {
    contender: {
      name: names.portkey,
      program: started,
      port,
      address: () => ({ path: chatPath, headers, model }),
      stop: () => started.stop(),
    },
  };
};

/** Why it is not here. */
function install(): string | null {
  if (existsSync(program)) return null;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  try {
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1'], {
      cwd: folder,
      stdio: 'pipe',
    });
    return null;
  } catch {
    return `@portkey-ai/gateway ${version} could not be installed: the npm registry is out of reach`;
  }
}
