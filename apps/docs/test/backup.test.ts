import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readConfig, startGateway } from '@parley/gateway';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { examplesIn } from './support/guides.ts';

const masterKey = 'sk-example';

test.skipIf(spawnSync('sqlite3', ['--version']).error !== undefined)(
  'the commands of the guide back up what a gateway keeps while it runs, and it can be restored (skipped without sqlite3)',
  async () => {
    const folder = temporaryFolder();
    const data = join(folder, '.parley');
    const gateway = await start(data);
    await ask(gateway.url);
    expect(await countOf(gateway.url)).toBe(1);
    const commands = examplesIn('guides/backup-and-upgrade.md').find(({ code }) => code.includes('sqlite3'));
    execFileSync('bash', ['-euc', commands?.code ?? 'false'], { cwd: folder });
    const backup = join(folder, 'parley-backup.sqlite');
    expect(readFileSync(join(folder, 'parley-backup.master-key'), 'utf8')).toBe(masterKey);

    await ask(gateway.url);
    await gateway.close();
    copyFileSync(backup, join(data, 'parley.sqlite'));
    const again = await start(data);
    expect(await countOf(again.url), 'with what the journal holds').toBe(2);
    await again.close();

    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    copyFileSync(backup, join(elsewhere, 'parley.sqlite'));
    const alone = await start(elsewhere);
    expect(await countOf(alone.url)).toBe(1);
    await alone.close();
  },
);

test('a store that a newer version has changed is refused, in the words of the guide', async () => {
  const data = temporaryFolder();
  await (await start(data)).close();
  const store = new DatabaseSync(join(data, 'parley.sqlite'));
  store.exec("insert into kysely_migration values ('9999-12-31-next', '9999-12-31T00:00:00.000Z')");
  store.close();
  await expect(start(data)).rejects.toThrow(
    'corrupted migrations: previously executed migration 9999-12-31-next is missing',
  );
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function start(dataDirectory: string) {
  const gateway = await startGateway({
    config: readConfig({}, 'the test'),
    ...{ environment: {}, masterKey, dataDirectory, host: '127.0.0.1', port: 0 },
    log: pino({ level: 'silent' }),
  });
  writeFileSync(join(dataDirectory, 'master-key'), masterKey);
  return gateway;
}

const headers = { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json' };

async function ask(url: string): Promise<void> {
  const body = JSON.stringify({ model: 'sim-large', messages: [{ role: 'user', content: 'Hello.' }] });
  const { status } = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body });
  expect(status).toBe(200);
}

/** How many requests are on record. */
async function countOf(url: string): Promise<number> {
  const response = await fetch(`${url}/v1/generations`, { headers });
  const { data } = (await response.json()) as { data: unknown[] };
  return data.length;
}
