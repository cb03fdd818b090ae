import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../../test/support/free-port.ts';
import { startProgram } from '../program.ts';
import { untilAnswered } from '../until-answered.ts';
import { chatPath, type Start, type Wire } from './contender.ts';

const models: Record<Wire, string> = {
  openai: 'openai/gpt-4o-mini',
  anthropic: 'anthropic/claude-haiku-4-5',
  google: 'google/gemini-2.5-flash',
};
const masterKey = 'bench-master-key';

export const ownSource = resolve(import.meta.dirname, '../../src');

type Setup = {
  name: string;
  /** Of the gateway. */
  source?: string;
  /** Over the usual one. */
  config?: object;
  /** Only OpenAI, as most would begin. */
  isSmall?: boolean;
};

/** The gateway as `npm start` starts it: nothing is switched off, and its key is one from its store. */
export const parley =
  ({ name, source = ownSource, config, isSmall = false }: Setup): Start =>
  async ({ upstreamPort, core }) => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
    const port = await freePort();
    const program = startProgram(process.execPath, ['--conditions=@parley/source', join(source, 'main.ts')], {
      core,
      environment: environmentOf({ folder, port, upstreamPort, config, isSmall }),
      isMute: true,
    });
    const url = `http://127.0.0.1:${port}`;
    await untilAnswered(`${url}/health/ready`, ({ ok }) => ok);
    const headers = { authorization: `Bearer ${await createKey(url)}` };
    return {
      contender: {
        name,
        program,
        port,
        address: (wire) => ({ path: chatPath, headers, model: models[wire] }),
        async stop() {
          await program.stop();
          rmSync(folder, { recursive: true });
        },
      },
    };
  };

type Place = { folder: string; port: number; upstreamPort: number } & Pick<Setup, 'config' | 'isSmall'>;

function environmentOf({ folder, port, upstreamPort, config, isSmall }: Place): { [name: string]: string } {
  const upstream = `http://127.0.0.1:${upstreamPort}`;
  const file = join(folder, 'parley.config.json');
  const openai = { apiKey: 'upstream-key', baseUrl: `${upstream}/v1` };
  const others = {
    anthropic: { apiKey: 'upstream-key', baseUrl: `${upstream}/v1` },
    google: { apiKey: 'upstream-key', baseUrl: `${upstream}/v1beta` },
  };
  writeFileSync(file, JSON.stringify({ providers: isSmall ? { openai } : { openai, ...others }, ...config }));
  return {
    PORT: String(port),
    PARLEY_CONFIG: file,
    PARLEY_DATA_DIR: join(folder, 'data'),
    PARLEY_MASTER_KEY: masterKey,
  };
}

async function createKey(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'bench' }),
  });
  const { secret }: { secret: string } = JSON.parse(await response.text());
  return secret;
}
