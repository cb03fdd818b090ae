import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Key, KeyWithSecret } from '@parley/types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ask } from '../../../test/support/ask.ts';
import { makeKey, manage } from '../../../test/support/manage.ts';
import { type TestGateway, testGateway } from '../../../test/support/test-gateway.ts';
import type { Settings } from '../command.ts';
import { explain, runCommand } from '../run-command.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway({});
});
afterAll(() => gateway.close());

/** What is written by a command, or the sentence that it fails with. */
async function parley(
  words: string[],
  over: Partial<Settings> = {},
): Promise<{ said: string; failed: string | null }> {
  let said = '';
  const { hostname, port } = new URL(gateway.url);
  try {
    await runCommand(words, {
      settings: {
        ...{ host: hostname, port, configFile: undefined, dataDirectory: 'nowhere', databaseUrl: undefined },
        ...{ redisUrl: undefined, masterKey: undefined, baseUrl: undefined, apiKey: gateway.key },
        ...{ logLevel: 'silent', ...over },
      },
      environment: {},
      write: (text) => {
        said += text;
      },
      ask: null,
      download: () => Promise.reject(new Error('nothing is downloaded here')),
      now: () => Date.now(),
      onStop: () => {},
    });
  } catch (thrown) {
    return { said, failed: explain(thrown) };
  }
  return { said, failed: null };
}

const madeBy = async (...words: string[]): Promise<KeyWithSecret> => {
  const { said, failed } = await parley(['keys', 'create', ...words, '--json']);
  if (failed !== null) throw new Error(failed);
  return JSON.parse(said);
};

describe('keys create', () => {
  test('shows the secret first, once, and says so; and then the key', async () => {
    const { said, failed } = await parley([
      'keys',
      'create',
      '--name',
      'mine',
      '--budget',
      '25/month',
      '--tag',
      'team=a=b',
    ]);
    expect(failed).toBeNull();
    const [secret = '', , sentence] = said.split('\n');
    expect(sentence).toBe('This is the secret. It is shown only now.');
    expect((await ask({ url: gateway.url, key: secret }, { model: 'simulator/sim-small' })).status).toBe(200);
    expect(said).toMatch(/\nname +mine\n/);
    expect(said).toMatch(/\nbudget +25\/month\ntags +team=a=b\n/);
    expect(said.split(secret)).toHaveLength(2);
    for (const words of [['list'], ['get', /\nid +(\S+)/.exec(said)?.[1] ?? '']])
      expect((await parley(['keys', ...words])).said).not.toContain(secret);
  });

  test('knows every field of the contract, by its name', async () => {
    const { key } = await madeBy(
      ...['--name', 'all', '--scopes', 'chat, keys', '--expires-at', '2999-01-01T00:00:00Z'],
      ...['--allowed-models', 'openai/*,simulator/sim-small', '--allowed-providers', 'openai,simulator'],
      ...['--free-models-only', 'yes', '--max-price-per-million', '12.5', '--allowed-ips', '127.0.0.0/8'],
      ...['--requests-per-minute', '60', '--tokens-per-minute', '1000', '--concurrency', '5'],
      ...['--cache-ttl-seconds', '60', '--budget', '1.50', '--tag', 'a=1', '--tag', 'b=2'],
    );
    expect(key).toMatchObject({
      ...{ name: 'all', scopes: ['chat', 'keys'], expires_at: '2999-01-01T00:00:00.000Z' },
      ...{ allowed_models: ['openai/*', 'simulator/sim-small'], allowed_providers: ['openai', 'simulator'] },
      ...{ free_models_only: true, max_price_per_million: '12.5', allowed_ips: ['127.0.0.0/8'] },
      ...{ requests_per_minute: 60, tokens_per_minute: 1000, concurrency: 5, cache_ttl_seconds: 60 },
      ...{ budget: { limit_usd: '1.5', window: 'total' }, tags: { a: '1', b: '2' } },
    });
  });
});

describe('keys get, list, update, rotate and revoke', () => {
  test('do what the operations do', async () => {
    const { key, secret } = await madeBy('--name', 'mine', '--concurrency', '5', '--budget', '1/day');
    const { id } = key;
    const got = await parley(['keys', 'get', id, '--json']);
    expect(JSON.parse(got.said)).toEqual(key);
    const listed: Key[] = JSON.parse((await parley(['keys', 'list', '--json'])).said);
    expect(listed).toContainEqual(key);

    const changes = ['--name', 'ours', '--concurrency', 'none', '--free-models-only', 'no'];
    const changed = await parley(['keys', 'update', id, ...changes, '--json']);
    expect(JSON.parse(changed.said)).toEqual({ ...key, name: 'ours', concurrency: null });

    const own = await parley(['keys', 'get'], { apiKey: secret });
    expect(own.said).toMatch(/\$0 of \$1 used, \$0 set aside, \$1 left, anew at \d{4}-\S+Z\.\n$/);

    const rotated = await parley(['keys', 'rotate', id, '--overlap-seconds', '60']);
    const [replaced = ''] = rotated.said.split('\n');
    expect(replaced).toMatch(/^parley_/);
    for (const as of [secret, replaced])
      expect((await manage(gateway, 'getCurrentKey', { as })).status).toBe(200);

    expect((await parley(['keys', 'revoke', id])).said).toMatch(/\nrevoked_at +\S+Z\n/);
    for (const as of [secret, replaced])
      expect((await manage(gateway, 'getCurrentKey', { as })).status).toBe(401);
    const table = (await parley(['keys', 'list'])).said.split('\n');
    expect(table[0]).toMatch(/^ID +NAME +SECRET +SCOPES +BUDGET +STATE$/);
    expect(table.find((line) => line.startsWith(id))).toMatch(/ours +parley_\S{5}… +chat +1\/day +revoked$/);
  });

  test('lists all keys, however many pages they take', async () => {
    const { secret } = await makeKey(gateway, { scopes: ['keys', 'chat'] });
    const none = await parley(['keys', 'list'], { apiKey: secret });
    expect(none.said).toBe('There are no keys.\n');
    await Promise.all(Array.from({ length: 101 }, () => makeKey(gateway, {}, secret)));
    const { said } = await parley(['keys', 'list', '--json'], { apiKey: secret });
    const listed: Key[] = JSON.parse(said);
    expect(new Set(listed.map(({ id }) => id)).size).toBe(101);
  });

  test('the master key says that it is', async () => {
    expect((await parley(['keys', 'get'])).said).toBe('This is the master key.\n');
  });
});

describe('what goes wrong is said in a sentence', () => {
  const wrong: [words: string[], says: RegExp][] = [
    [['keys', 'create'], /^name is required\. \(400 missing_required_parameter\)$/],
    [
      ['keys', 'create', '--name', 'x', '--concurrency', 'many'],
      /^concurrency must be an integer.* \(400 invalid_parameter\)$/,
    ],
    [['keys', 'create', '--name', 'x', '--budget', '1/day/2'], /^--budget is an amount and a window/],
    [['keys', 'create', '--name', 'x', '--free-models-only', 'maybe'], /^--free-models-only is yes or no/],
    [['keys', 'create', '--name', 'x', '--tag', 'team'], /^--tag is a name and a value/],
    [['keys', 'get', 'key_none'], /^There is no key "key_none" that you may see\. \(404 key_not_found\)$/],
    [['keys', 'update', 'key_none', '--name', 'x'], /\(404 key_not_found\)$/],
    [
      ['keys', 'rotate', 'key_none', '--overlap-seconds', 'long'],
      /^--overlap-seconds is a number of seconds/,
    ],
    [['keys', 'revoke', '../usage'], /\(404 key_not_found\)$/],
  ];
  test.each(wrong)('%j', async (words, says) => {
    const { said, failed } = await parley(words);
    expect(failed).toMatch(says);
    expect(failed?.split('\n')).toHaveLength(1);
    expect(said).toBe('');
  });

  test('a key that is none', async () => {
    expect(await parley(['keys', 'list'], { apiKey: 'wrong' })).toMatchObject({
      failed: expect.stringMatching(/^No valid API key\..* \(401 invalid_api_key\)$/),
    });
  });

  test('no key at all', async () => {
    const { failed } = await parley(['keys', 'list'], { apiKey: undefined });
    expect(failed).toMatch(/^There is no key to ask with: set PARLEY_API_KEY/);
  });

  test('nobody there, or somebody else', async () => {
    const { failed } = await parley(['keys', 'list'], { baseUrl: 'http://127.0.0.1:1' });
    expect(failed).toMatch(/^No gateway answers at http:\/\/127\.0\.0\.1:1: .*PARLEY_BASE_URL\.$/);
    const server = createServer(({ url }, response) =>
      response.end(url?.startsWith('/json') ? '{"keys": []}' : '<html>'),
    ).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    for (const baseUrl of [url, `${url}/json`])
      expect((await parley(['keys', 'list'], { baseUrl })).failed).toMatch(/is no gateway of this version/);
    expect((await parley(['keys', 'list'], { baseUrl: 'somewhere' })).failed).toMatch(
      /^PARLEY_BASE_URL must be/,
    );
  });
});

describe('the settings', () => {
  test('say where the gateway is', async () => {
    for (const baseUrl of [gateway.url, `${gateway.url}/`, `${gateway.url}/v1`, `${gateway.url}/v1/`])
      expect((await parley(['keys', 'get'], { baseUrl, port: '1' })).failed).toBeNull();
    expect((await parley(['keys', 'get'], { host: '0.0.0.0' })).failed).toBeNull();
  });

  test('say which key asks: one’s own, the master key, or the one that the data directory keeps', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-cli-'));
    onTestFinished(() => rmSync(dataDirectory, { recursive: true }));
    writeFileSync(join(dataDirectory, 'master-key'), `${gateway.key}\n`);
    const { secret, id } = await makeKey(gateway);
    const kept = { apiKey: undefined, dataDirectory };
    expect((await parley(['keys', 'get'], kept)).said).toContain('master key');
    expect((await parley(['keys', 'get'], { ...kept, masterKey: 'wrong' })).failed).toContain('401');
    expect((await parley(['keys', 'get'], { ...kept, masterKey: 'wrong', apiKey: secret })).said).toContain(
      id,
    );
  });
});
