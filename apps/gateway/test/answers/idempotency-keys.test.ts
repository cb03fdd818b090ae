import { describe, expect, onTestFinished, test } from 'vitest';
import { sql } from '#kysely';
import {
  type Claim,
  type IdempotencyKeys,
  type IdempotencyOptions,
  openIdempotencyKeys,
} from '../../src/answers/idempotency-keys.ts';
import { eraseExpired, writeRows } from '../../src/answers/idempotency-rows.ts';
import type { Database } from '../../src/store/tables.ts';
import { describeStores } from '../support/stores.ts';

const minute = 60_000;
const claim: Claim = { keyId: 'key_1', idempotencyKey: 'k', bodyDigest: 'd', requestId: 'first' };
const again: Claim = { ...claim, requestId: 'second' };
const running = { bodyDigest: 'd', answer: 'running' };
const answered = { bodyDigest: 'd', answer: { requestId: 'first', text: '{"said":"Grüße"}' } };

type Opened = IdempotencyKeys & { lost: unknown[]; pass: (ms: number) => void };

async function keysOf(db: Database, options: Partial<IdempotencyOptions> = {}): Promise<Opened> {
  let nowMs = 1_000_000;
  const lost: unknown[] = [];
  const keys = await openIdempotencyKeys({
    ...{ db, isShared: false, instance: 'one', keepMs: 10 * minute, longestRequestMs: minute },
    ...{ now: () => nowMs, clock: () => nowMs, changed: (reason) => lost.push(reason) },
    ...options,
  });
  let closed = false;
  const close = async () => {
    if (!closed) await keys.close();
    closed = true;
  };
  onTestFinished(close);
  return {
    ...keys,
    close,
    lost,
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

const rowsOf = (db: Database) => db.selectFrom('idempotency').selectAll().execute();

async function untilWritten(db: Database): Promise<void> {
  while ((await rowsOf(db)).every(({ answer }) => answer === null))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describeStores('idempotency keys', (open, isPostgres) => {
  const shared = { isShared: isPostgres };

  test('a key is taken while its request runs, and stands for its answer after that', async () => {
    await using store = await open();
    const keys = await keysOf(store.db, shared);
    expect(await keys.claim(claim)).toBeNull();
    expect(await keys.claim(again)).toEqual(running);
    keys.keep(claim, answered.answer.text);
    expect(await keys.claim(again)).toEqual(answered);
    await untilWritten(store.db);
    expect(await keys.claim(again)).toEqual(answered);
  });

  test('who asks with another body learns whose the key is', async () => {
    await using store = await open();
    const keys = await keysOf(store.db, shared);
    await keys.claim(claim);
    const other = { ...again, bodyDigest: 'other' };
    expect(await keys.claim(other)).toEqual(running);
    keys.keep(claim, answered.answer.text);
    expect(await keys.claim(other)).toEqual(answered);
  });

  test('each API key has keys of its own', async () => {
    await using store = await open();
    const keys = await keysOf(store.db, shared);
    await keys.claim(claim);
    expect(await keys.claim({ ...claim, keyId: 'key_2' })).toBeNull();
    expect(await keys.claim({ ...claim, idempotencyKey: 'K' })).toBeNull();
  });

  test('of fifty that ask at once one gets the key', async () => {
    await using store = await open();
    const keys = await keysOf(store.db, shared);
    const asked = Array.from({ length: 50 }, (_, index) => keys.claim({ ...claim, requestId: `${index}` }));
    const occupants = await Promise.all(asked);
    expect(occupants.filter((occupant) => occupant === null)).toHaveLength(1);
    expect(occupants.filter((occupant) => occupant !== null)).toEqual(Array(49).fill(running));
  });

  test('of fifty that ask at once for an answer that is in the store each gets it', async () => {
    await using store = await open();
    const before = await keysOf(store.db, shared);
    await before.claim(claim);
    before.keep(claim, answered.answer.text);
    await before.close();
    const keys = await keysOf(store.db, shared);
    const occupants = await Promise.all(Array.from({ length: 50 }, () => keys.claim(again)));
    expect(occupants).toEqual(Array(50).fill(answered));
  });

  test('a key that was released is free', async () => {
    await using store = await open();
    const keys = await keysOf(store.db, shared);
    await keys.claim(claim);
    await keys.release(claim);
    expect(await rowsOf(store.db)).toEqual([]);
    expect(await keys.claim(again)).toBeNull();
  });

  test('an answer that is too large to be kept leaves its key taken, after a restart as well', async () => {
    await using store = await open();
    const keys = await keysOf(store.db, shared);
    await keys.claim(claim);
    keys.keep(claim, null);
    expect(await keys.claim(again)).toEqual({ bodyDigest: 'd', answer: 'too large' });
    await keys.close();
    const next = await keysOf(store.db, shared);
    expect(await next.claim(again)).toEqual({ bodyDigest: 'd', answer: 'too large' });
  });

  test('what ran when the process was killed is free at its next start, and what was answered is not', async () => {
    await using store = await open();
    const killed = await keysOf(store.db, shared);
    await killed.claim(claim);
    await killed.claim({ ...claim, idempotencyKey: 'answered' });
    killed.keep({ ...claim, idempotencyKey: 'answered' }, answered.answer.text);
    await untilWritten(store.db);
    const next = await keysOf(store.db, shared);
    expect(await next.claim(again)).toBeNull();
    expect(await next.claim({ ...again, idempotencyKey: 'answered' })).toEqual(answered);
  });

  test('after its time a key is free, and its answer is erased', async () => {
    await using store = await open();
    const keys = await keysOf(store.db, shared);
    await keys.claim(claim);
    keys.keep(claim, answered.answer.text);
    await untilWritten(store.db);
    keys.pass(10 * minute - 1);
    expect(await keys.claim(again)).toEqual(answered);
    keys.pass(1);
    expect(await keys.claim(again)).toBeNull();
    await keys.release(again);
    expect(await eraseExpired(store.db, 1_000_000 + 10 * minute)).toBe('all');
    expect(await rowsOf(store.db)).toEqual([]);
  });

  test('however many are over, all are erased, and nothing else', async () => {
    await using store = await open();
    const row = { body_digest: 'd', request_id: 'r', instance: 'one', answer: new Uint8Array([1]) };
    const rows = Array.from({ length: 1_203 }, (_, index) => ({
      ...{ ...row, key_id: 'key_1', idempotency_key: `k${index}` },
      expires_at: index < 1_201 ? 100n : 101n,
    }));
    await writeRows(store.db, rows);
    // A batch at a time, so that none takes longer than a store that is well takes to answer.
    for (const left of ['more', 'more', 'all']) expect(await eraseExpired(store.db, 100)).toBe(left);
    expect((await rowsOf(store.db)).map(({ idempotency_key }) => idempotency_key)).toEqual([
      'k1201',
      'k1202',
    ]);
  });

  test('of a long stream a small part is stored', async () => {
    await using store = await open();
    const keys = await keysOf(store.db, shared);
    await keys.claim(claim);
    const event = (index: number) =>
      `data: {"id":"chatcmpl-first","choices":[{"delta":{"content":"word ${index}"}}]}\n\n`;
    const text = Array.from({ length: 1_000 }, (_, index) => event(index)).join('');
    keys.keep(claim, text);
    await untilWritten(store.db);
    const [row] = await rowsOf(store.db);
    expect(row?.answer?.length).toBeLessThan(text.length / 5);
    expect(await keys.claim(again)).toEqual({ bodyDigest: 'd', answer: { requestId: 'first', text } });
  });

  describe('while the store is gone', () => {
    const leave = (db: Database) => sql`alter table idempotency rename to elsewhere`.execute(db);
    const comeBack = (db: Database) => sql`alter table elsewhere rename to idempotency`.execute(db);

    test('requests go on, and the process keeps the promise by itself', async () => {
      await using store = await open();
      const keys = await keysOf(store.db, shared);
      await leave(store.db);
      const asked = Array.from({ length: 50 }, () => keys.claim(claim));
      expect((await Promise.all(asked)).filter((occupant) => occupant === null)).toHaveLength(1);
      keys.keep(claim, answered.answer.text);
      expect(await keys.claim(again)).toEqual(answered);
      await keys.claim({ ...claim, idempotencyKey: 'fails' });
      await keys.release({ ...claim, idempotencyKey: 'fails' });
      expect(await keys.claim({ ...again, idempotencyKey: 'fails' })).toBeNull();
      expect(keys.lost).toHaveLength(1);
      await comeBack(store.db);
    });

    test('what was answered meanwhile is in the store when it is back', async () => {
      await using store = await open();
      const keys = await keysOf(store.db, shared);
      await leave(store.db);
      await keys.claim(claim);
      keys.keep(claim, answered.answer.text);
      await new Promise((resolve) => setTimeout(resolve, 30));
      await comeBack(store.db);
      keys.pass(2_000);
      await untilWritten(store.db);
      const next = await keysOf(store.db, { ...shared, instance: 'two' });
      expect(await next.claim(again)).toEqual(answered);
      expect(keys.lost.at(-1)).toBeNull();
    });

    test('a key that could not be released is taken for nobody’s by the process that held it', async () => {
      await using store = await open();
      const keys = await keysOf(store.db, shared);
      await keys.claim(claim);
      await leave(store.db);
      await keys.release(claim);
      await comeBack(store.db);
      keys.pass(2_000);
      expect(await keys.claim(again)).toBeNull();
    });
  });

  describe.runIf(isPostgres)('two replicas', () => {
    test('of fifty that ask both at once one gets the key', async () => {
      await using store = await open();
      const one = await keysOf(store.db, shared);
      const two = await keysOf(await store.again(), { ...shared, instance: 'two' });
      const asked = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? one : two).claim(claim));
      const occupants = await Promise.all(asked);
      expect(occupants.filter((occupant) => occupant === null)).toHaveLength(1);
      expect(occupants.filter((occupant) => occupant !== null)).toEqual(Array(49).fill(running));
    });

    test('know each other’s requests and answers, and take what is released', async () => {
      await using store = await open();
      const one = await keysOf(store.db, shared);
      const two = await keysOf(await store.again(), { ...shared, instance: 'two' });
      await one.claim(claim);
      expect(await two.claim(again)).toEqual(running);
      await one.release(claim);
      expect(await two.claim(again)).toBeNull();
      two.keep(again, answered.answer.text);
      await untilWritten(store.db);
      expect(await one.claim(claim)).toEqual({
        ...answered,
        answer: { ...answered.answer, requestId: 'second' },
      });
    });

    test('one that comes back frees what it ran, and what the other runs stays taken', async () => {
      await using store = await open();
      const killed = await keysOf(store.db, shared);
      const two = await keysOf(await store.again(), { ...shared, instance: 'two' });
      await killed.claim(claim);
      await two.claim({ ...claim, idempotencyKey: 'runs' });
      expect(await two.claim(again)).toEqual(running);
      const back = await keysOf(await store.again(), shared);
      expect(await two.claim(again)).toBeNull();
      expect(await back.claim({ ...again, idempotencyKey: 'runs' })).toEqual(running);
    });

    test('one that never comes back holds a key no longer than a request can run', async () => {
      await using store = await open();
      const killed = await keysOf(store.db, shared);
      const two = await keysOf(await store.again(), { ...shared, instance: 'two' });
      await killed.claim(claim);
      two.pass(minute - 1);
      expect(await two.claim(again)).toEqual(running);
      two.pass(1);
      expect(await two.claim(again)).toBeNull();
    });

    test('an answer that both have, since neither knew of the other, is that of the first to write it', async () => {
      await using store = await open();
      const one = await keysOf(store.db, shared);
      const two = await keysOf(await store.again(), { ...shared, instance: 'two' });
      one.keep(claim, answered.answer.text);
      await untilWritten(store.db);
      two.keep(again, '{"said":"another"}');
      await two.close();
      const three = await keysOf(await store.again(), { ...shared, instance: 'three' });
      expect(await three.claim(again)).toEqual(answered);
    });
  });
});
