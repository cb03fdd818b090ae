import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { beforeAll, describe, inject } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import type { Database } from '../../src/store/tables.ts';
import { hasPostgres } from './postgres-server.ts';

export type TestStore = AsyncDisposable & {
  db: Database;
  /** For `DATABASE_URL`; `null`: the embedded one. */
  databaseUrl: string | null;
  dataDirectory: string;
  /** Another connection to the same tables, as another replica has it. The embedded store allows one. */
  again(): Promise<Database>;
};

export type OpenTestStore = () => Promise<TestStore>;

/** Runs the same tests on the embedded store, and on PostgreSQL where this machine has it. */
export function describeStores(
  name: string,
  tests: (open: OpenTestStore, isPostgres: boolean) => void,
): void {
  describe(`${name}, embedded`, () => tests(() => openTestStore(null), false));
  describe.skipIf(!hasPostgres)(`${name}, PostgreSQL (needs it installed)`, () => {
    // The first to ask for it waits until it has started.
    beforeAll(sharedPostgres, 60_000);
    tests(async () => openTestStore(await newDatabase(await sharedPostgres())), true);
  });
}

/** The address of the PostgreSQL that all test files share. */
async function sharedPostgres(): Promise<string> {
  let told = '';
  for await (const bytes of connect(inject('postgresPort'), '127.0.0.1')) told += String(bytes);
  if (!told.startsWith('postgres://')) throw new Error(told);
  return told;
}

async function openTestStore(made: { url: string; drop: () => Promise<void> } | null): Promise<TestStore> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-store-'));
  const databaseUrl = made?.url ?? null;
  const open = () => openStore({ databaseUrl, dataDirectory, log: pino({ level: 'silent' }) });
  const opened: Database[] = [await open()];
  const [db] = opened;
  if (db === undefined) throw new Error('There is no store.');
  return {
    db,
    databaseUrl,
    dataDirectory,
    async again() {
      const another = await open();
      opened.push(another);
      return another;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(opened.map((each) => each.destroy()));
      await made?.drop();
      rmSync(dataDirectory, { recursive: true });
    },
  };
}

/** An empty database, so that tests don't meet. */
async function newDatabase(url: string) {
  const name = `parley_${randomBytes(6).toString('hex')}`;
  await query(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => query(url, `drop database ${name} with (force)`) };
}

async function query(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}
