import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pino from 'pino';
import { openStore } from '../../src/store/open-store.ts';

export const storedKeys = 100_000;
export const storedRequests = 1_000_000;

/** Makes a store that has been in use for long: with so many keys, and so many requests of the last month. */
export async function fillStore(dataDirectory: string): Promise<void> {
  mkdirSync(dataDirectory, { mode: 0o700 });
  const db = await openStore({ databaseUrl: null, dataDirectory, log: pino({ level: 'silent' }) });
  await db.destroy();
  const file = new DatabaseSync(join(dataDirectory, 'parley.sqlite'));
  file.exec(`
    pragma synchronous = off;
    begin;
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${storedKeys})
    insert into keys (id, name, prefix, digest, created_at, document)
    select 'key_' || n, 'bench', 'parley_bench', hex(randomblob(32)), ${Date.now()}, '{}' from numbers;
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${storedRequests})
    insert into requests
      (id, given_id, key_id, instance, created_at, outcome, requested_model, used_model, used_provider,
       prompt_tokens, completion_tokens, cost, duration_ms, document)
    select 'gen_' || n, 'req_' || n, 'key_' || (n % ${storedKeys}), 'bench', ${Date.now()} - n * 2000,
      'completed', 'openai/gpt-4o-mini', 'gpt-4o-mini', 'openai', 200, 150, 120000000, 900, '{}' from numbers;
    commit`);
  file.close();
}
