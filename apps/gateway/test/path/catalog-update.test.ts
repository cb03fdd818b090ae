import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model, ModelList } from '@parley/types';
import { expect, onTestFinished, test } from 'vitest';
import type { ModelOverride } from '../../src/catalog/layer-models.ts';
import { writeUpdateFile } from '../../src/catalog/update/update-file.ts';
import type { ConfigFile } from '../../src/config.ts';
import { testGateway } from '../support/test-gateway.ts';

function updateFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'parley-running-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'catalog.json');
}

const write = (file: string, model: ModelOverride, asOf = '2999-01-01') =>
  writeUpdateFile(file, { source: 'it', as_of: asOf, providers: { cerebras: { 'gpt-oss-120b': model } } });

const price = (input: string) => [{ as_of: '2999-01-01', source: 'it', input, output: '2' }];

async function start(file: string, models: NonNullable<ConfigFile['providers']>[string] = {}) {
  const gateway = await testGateway(
    { providers: { cerebras: { apiKey: 'k', baseUrl: 'http://127.0.0.1:1/v1', ...models } } },
    { catalogUpdate: { file, pollMs: 10 } },
  );
  const get = async (path: string): Promise<string> => {
    const response = await fetch(`${gateway.url}${path}`, {
      headers: { authorization: `Bearer ${gateway.key}` },
    });
    return response.text();
  };
  const shown = async () => {
    const { context_length: context, pricing }: Model = JSON.parse(
      await get('/v1/models/cerebras/gpt-oss-120b'),
    );
    return { context, prompt: pricing?.prompt };
  };
  const listed = async (query: string, id: string) => {
    const { data }: ModelList = JSON.parse(await get(`/v1/models${query}`));
    return data.find((model) => model.id === id)?.context_length;
  };
  return { gateway, listed, shown };
}

test('what an update brings is there without a restart: in lists, in prices, for callers', async () => {
  const file = updateFile();
  const { gateway, listed, shown } = await start(file);
  await using _ = gateway;
  expect(await shown()).toEqual({ context: 131_072, prompt: '0.00000035' });
  write(file, { context_tokens: 7, prices: price('1') });
  await expect.poll(shown).toEqual({ context: 7, prompt: '0.000001' });
  expect(await listed('', 'cerebras/gpt-oss-120b')).toBe(7);
  write(file, { context_tokens: 8 });
  await expect.poll(shown).toEqual({ context: 8, prompt: '0.00000035' });
});

test('what the log says was read is what came, and not that there is nothing to read', async () => {
  const file = updateFile();
  const { gateway, shown } = await start(file);
  await using _ = gateway;
  expect((await shown()).context).toBe(131_072);
  write(file, { context_tokens: 7 });
  await expect.poll(async () => (await shown()).context).toBe(7);
  const read = gateway.logged.filter((line) => line.includes('the catalogue was read again'));
  expect(read).toEqual([expect.stringContaining('"as_of":"2999-01-01"')]);
});

test('an update from before the start is there from the start, and goes with its file', async () => {
  const file = updateFile();
  write(file, { context_tokens: 7 });
  const { gateway, shown } = await start(file);
  await using _ = gateway;
  expect((await shown()).context).toBe(7);
  rmSync(file);
  await expect.poll(async () => (await shown()).context).toBe(131_072);
});

test('of a provider that is off it is listed, too', async () => {
  const file = updateFile();
  const { gateway, listed } = await start(file);
  await using _ = gateway;
  const context = () => listed('?available=false', 'groq/gpt-oss-120b');
  expect(await context()).toBe(131_072);
  writeUpdateFile(file, {
    source: 'it',
    as_of: '2999-01-01',
    providers: { groq: { 'gpt-oss-120b': { context_tokens: 9 } } },
  });
  await expect.poll(context).toBe(9);
});

test('what the configuration says stands over every update', async () => {
  const file = updateFile();
  write(file, { context_tokens: 7, prices: price('1') });
  const { gateway, shown } = await start(file, { models: { 'gpt-oss-120b': { context_tokens: 5 } } });
  await using _ = gateway;
  expect(await shown()).toEqual({ context: 5, prompt: '0.000001' });
});

test.each([
  ['no JSON', '{"source": '],
  [
    'no catalogue',
    '{"source": "it", "as_of": "2999-01-01", "providers": {"cerebras": {"x": {"prices": "low"}}}}',
  ],
])('a file that is %s is refused: what was known stays, and the log says so', async (_what, text) => {
  const file = updateFile();
  write(file, { context_tokens: 7 });
  const { gateway, shown } = await start(file);
  await using _ = gateway;
  writeFileSync(file, text);
  await expect
    .poll(() => gateway.logged.filter((line) => line.includes('the catalogue stays as it was')))
    .toHaveLength(1);
  expect((await shown()).context).toBe(7);
  write(file, { context_tokens: 8 });
  await expect.poll(async () => (await shown()).context).toBe(8);
});
