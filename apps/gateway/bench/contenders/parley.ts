import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  /** So many models of OpenAI's beside those of the catalogue. */
  models?: number;
  /** Where its data is. */
  disk?: string;
  /** Of its data directory, before it starts. */
  prepare?: (dataDirectory: string) => Promise<void>;
  /** The first provider of each request fails, and is asked all the same. */
  fallsBack?: boolean;
};

/** What `npm start` gives Node. */
const asStarted = ['--max-semi-space-size=16', '--conditions=@parley/source'];

/** The gateway as `npm start` starts it: nothing is switched off, and its key is one from its store. */
export const parley =
  (setup: Setup): Start =>
  async ({ upstreamPort, core }) => {
    const { name, source = ownSource, disk = tmpdir(), fallsBack = false } = setup;
    const folder = mkdtempSync(join(disk, 'parley-bench-'));
    const port = await freePort();
    await setup.prepare?.(dataIn(folder));
    const program = startProgram(process.execPath, [...asStarted, mainOf(source)], {
      core,
      environment: environmentOf({ ...setup, folder, port, upstreamPort }),
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
        address: (wire) => ({
          ...{ path: chatPath, headers },
          ...(fallsBack ? { model: brokenModel, models: [models[wire]] } : { model: models[wire] }),
        }),
        async stop() {
          await program.stop();
          rmSync(folder, { recursive: true });
        },
      },
    };
  };

// Another commit may be from before it had a bin.
function mainOf(source: string): string {
  const bin = join(source, '../bin/parley.js');
  return existsSync(bin) ? bin : join(source, 'main.ts');
}

const dataIn = (folder: string): string => join(folder, 'data');

type Place = Setup & { folder: string; port: number; upstreamPort: number };

function environmentOf(place: Place): { [name: string]: string } {
  const { folder, port, isSmall = false, fallsBack = false } = place;
  const upstream = `http://127.0.0.1:${place.upstreamPort}`;
  const file = join(folder, 'parley.config.json');
  const apiKey = 'upstream-key';
  const more = Array.from({ length: place.models ?? 0 }, (_, index) => [`model-${index}`, {}] as const);
  const providers = {
    openai: { apiKey, baseUrl: `${upstream}/v1`, models: Object.fromEntries(more) },
    ...(isSmall ? {} : { anthropic: { apiKey, baseUrl: `${upstream}/v1` } }),
    ...(isSmall ? {} : { google: { apiKey, baseUrl: `${upstream}/v1beta` } }),
    ...(fallsBack ? brokenAt(`${upstream}/broken/v1`) : {}),
  };
  const config = { providers, ...(fallsBack ? unimpressed : {}), ...place.config };
  writeFileSync(file, JSON.stringify(config));
  return {
    PORT: String(port),
    PARLEY_CONFIG: file,
    PARLEY_DATA_DIR: dataIn(folder),
    PARLEY_MASTER_KEY: masterKey,
  };
}

const brokenModel = 'broken/gpt-4o-mini';
const brokenAt = (baseUrl: string) => ({
  broken: { adapter: 'openai-compatible', apiKey: 'upstream-key', baseUrl, models: { 'gpt-4o-mini': {} } },
});
/** Goes on asking a provider that fails. */
const unimpressed = {
  routing: { uptimeThreshold: 0 },
  breaker: { failuresInARow: 1e9, minimumCalls: 1e9 },
  retryBudget: { share: 1 },
};

async function createKey(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'bench' }),
  });
  const { secret }: { secret: string } = JSON.parse(await response.text());
  return secret;
}
