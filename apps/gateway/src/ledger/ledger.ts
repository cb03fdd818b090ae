import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Picodollars } from '../money.ts';
import type { RequestRecord } from '../pipeline/record.ts';
import { createReachability } from '../store/reachability.ts';
import { syncToDisk } from '../store/sync-to-disk.ts';
import type { Database } from '../store/tables.ts';
import { bringIn } from './bring-in.ts';
import { createBudgetShadow } from './budget-shadow.ts';
import { type BudgetHolder, type BudgetPeriod, releaseUnsettled } from './budgets.ts';
import { type Entry, isEntry, type Opening } from './entry.ts';
import { openJournal } from './journal.ts';
import { createReserve } from './reserve.ts';
import { endAbandoned } from './write-entries.ts';

export type LedgerRequest = Omit<Opening, 'periods' | 'estimate' | 'createdAtMs'> & {
  /** The budgets it counts against. Empty: none. */
  holders: readonly BudgetHolder[];
  /** The most it can cost, which is set aside; `null`: that can't be told, and a budget can't hold it. */
  most: Picodollars | null;
  /** What it is likely to cost. */
  estimate: Picodollars | null;
};

/** A request on the books. */
export type OpenedRequest = {
  /**
   * Writes how it ended: resolves when that is on disk. `false`: the disk doesn't take it, and an answer that nobody
   * will have heard of may not go out; the request is written down as failed as soon as that can be done. The second
   * time does nothing.
   */
  settle(record: RequestRecord): Promise<boolean>;
};

export type Ledger = {
  /** Puts a request on the books before a provider is asked, with its money set aside. */
  open(request: LedgerRequest): Promise<OpenedRequest | 'insufficient_funds' | 'ledger_unavailable'>;
  /** Waits until every request that was opened stands in the store, as it ended if it did. `false`: that takes too long. */
  caughtUp(timeoutMs: number): Promise<boolean>;
  /** Bytes of the journal that the store lacks. */
  backlogBytes(): number;
  close(): Promise<void>;
};

export type LedgerOptions = {
  db: Database;
  directory: string;
  instance: string;
  /** So much may wait for the store; beyond it `whenFull` says what happens. */
  journalBytes: number;
  whenFull: 'refuse' | 'serve';
  /** How long a request can run, after which its money is free again should nobody settle it. */
  longestRequestMs: number;
  now: () => number;
  clock: () => number;
  log: Logger;
};

const segmentBytes = 8 * 1024 * 1024;
/** A transaction has a cost of its own, as much as sixty requests in it; the embedded store holds up all else meanwhile. */
const batchBytes = 256 * 1024;
/** What runs when the journal is full must still be able to end. */
const headroomBytes = 64 * 1024 * 1024;
const retryMs = 500;
/** How long entries wait for company on their way into the store, unless somebody asks for them. */
const restMs = 500;
const sweepMs = 10_000;
/** The more requests are under way, the longer a sync waits for company: never so long that 6,000 a second could not end. */
const runningPerMs = 6;
const mostApartMs = 10;
/** So long a request waits for the store when its budget was never seen here. */
const unseenMs = 5_000;
/** So much that the disk didn't take is kept in mind. */
const mostOwed = 10_000;

/** Opens the ledger: what an earlier process left in its journal is brought into the store first. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { db, directory, instance, journalBytes, now, clock, log } = options;
  /** Requests that were opened and whose end is not on disk. */
  let running = 0;
  const journal = await openJournal({
    ...{ directory, segmentBytes, maxBytes: journalBytes + headroomBytes },
    grown: () => {
      if (isStoreWell && journal.bytesBehind(position) >= batchBytes) wake();
      startDraining();
    },
    syncsApartMs: () => Math.min(mostApartMs, Math.floor(running / runningPerMs)),
  });
  const store = createReachability({
    timeoutMs: 1_000,
    pauseMs: 1_000,
    clock,
    changed: (lost) =>
      lost === null
        ? log.info('the store is back')
        : log.error({ err: lost }, 'the store can not be reached: requests are kept in the journal'),
  });
  /** Requests of which nobody knows whether their money was set aside: the store fell silent meanwhile. */
  const doubtful = new Set<string>();
  /** Requests whose end is in the journal: that they began need not be told to the store. */
  const ended = new WeakSet<Opening>();
  let position = journal.begin();
  let draining: Promise<void> | null = null;
  let closed = false;
  let wake: () => void = () => {};
  /** How many wait for the store to have everything. */
  let hurrying = 0;
  /** Whether money is set aside that may be free again. */
  let isMoneyDue = false;
  /** Whether it took the last batch. One that didn't is left alone for a while. */
  let isStoreWell = true;

  async function drainOnce(): Promise<void> {
    const { entries, end } = await journal.read(position, batchBytes);
    await bringIn(entries.filter(isEntry).filter(isNews), {
      db,
      instance,
      refused: join(directory, 'refused.jsonl'),
      log,
    });
    if (end.segment > journal.begin().segment) await syncToDisk(db);
    position = end;
    await journal.release(end);
  }

  const isNews = ({ kind, opening }: Entry) => kind === 'ended' || !ended.has(opening);

  // One after another, for as long as there is something; a store that is gone is asked again and again.
  async function drain(): Promise<void> {
    while (!journal.isEnd(position)) {
      const mayRest = hurrying === 0 && !isMoneyDue && !closed;
      if (mayRest && journal.bytesBehind(position) < batchBytes) await rest(restMs);
      isMoneyDue = false;
      try {
        await drainOnce();
        isStoreWell = true;
        await setImmediate();
      } catch (err) {
        if (closed) return;
        isStoreWell = false;
        log.warn(
          { err, backlogBytes: journal.bytesBehind(position) },
          'the journal can not be brought into the store yet',
        );
        await rest(retryMs);
      }
    }
  }
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, ms).unref();
    });
  const startDraining = () => {
    draining ??= drain().finally(() => {
      draining = null;
    });
  };

  while (!journal.isEnd(position)) await drainOnce();
  const abandoned = await endAbandoned(db, instance);
  if (abandoned > 0) log.warn({ abandoned }, 'requests that were running when the last process ended');
  async function sweep(): Promise<void> {
    await releaseUnsettled(db, { expiredAtMs: now() });
    for (const requestId of doubtful) {
      await releaseUnsettled(db, { requestId });
      doubtful.delete(requestId);
    }
  }
  const sweeper = setInterval(() => void store.attempt(sweep, { always: true }), sweepMs);
  sweeper.unref();

  const reserve = createReserve(db);
  const shadow = createBudgetShadow();
  let owed: Entry[] = [];
  let unwell = false;
  const isStrict = options.whenFull === 'refuse';

  /** Whether the entry is kept. */
  async function append(entry: Entry, until: 'written' | 'synced' = 'synced'): Promise<boolean> {
    try {
      await journal.append(entry, until);
      unwell = false;
    } catch (err) {
      unwell = true;
      log.error({ err }, 'the journal takes nothing');
      return false;
    }
    const late = owed;
    owed = [];
    for (const each of late) void append(each).then((isWritten) => isWritten || owe(each));
    return true;
  }

  /** Keeps an entry in mind until the disk takes one again. */
  function owe(entry: Entry): void {
    if (owed.length < mostOwed) owed.push(entry);
    else log.error({ entry }, 'this request is nowhere on record but here');
  }

  async function setAside(
    request: LedgerRequest,
  ): Promise<BudgetPeriod[] | 'insufficient_funds' | 'ledger_unavailable'> {
    const { requestId, holders, most } = request;
    if (holders.length === 0) return [];
    if (most === null) return 'insufficient_funds';
    const nowMs = now();
    const expiresAtMs = nowMs + options.longestRequestMs;
    const wanted = { requestId, instance, holders, amount: most, nowMs, expiresAtMs };
    let isGivenUp = false;
    // Of a budget that was never seen here there is nothing else to go by.
    const urgency = shadow.knows(holders, nowMs) ? undefined : { always: true as const, timeoutMs: unseenMs };
    const answer = await store.attempt(async () => {
      try {
        return { reserved: await reserve(wanted) };
      } finally {
        if (isGivenUp) doubtful.add(requestId);
      }
    }, urgency);
    if (answer === null) {
      isGivenUp = true;
      doubtful.add(requestId);
      return shadow.take(holders, most, nowMs);
    }
    if (answer.reserved === null) return 'insufficient_funds';
    shadow.learn(answer.reserved);
    return answer.reserved.map(({ keyId, windowStartMs }) => ({ keyId, windowStartMs }));
  }

  return {
    async open(request) {
      if (isStrict && journal.bytesBehind(position) > journalBytes) return 'ledger_unavailable';
      const periods = await setAside(request);
      if (typeof periods === 'string') return periods;
      const { requestId, givenId, keyId, requestedModel } = request;
      const estimate = request.estimate?.toString() ?? null;
      const opening: Opening = {
        ...{ requestId, givenId, keyId, requestedModel, createdAtMs: now() },
        ...{ periods, estimate },
      };
      // No provider may be asked for what a kill would leave no trace of. The disk itself is waited for only when it
      // failed last time; else at the end.
      const isKept = await append({ kind: 'opened', opening }, unwell ? 'synced' : 'written');
      if (!isKept && isStrict) {
        doubtful.add(requestId);
        return 'ledger_unavailable';
      }
      let settled = false;
      running++;
      return {
        async settle(record) {
          if (settled) return true;
          settled = true;
          const isWritten = await append({ kind: 'ended', opening, record });
          running--;
          if (periods.length > 0) {
            isMoneyDue = true;
            wake();
          }
          if (isWritten) {
            ended.add(opening);
            return true;
          }
          owe({ kind: 'ended', opening, record: isStrict ? undelivered(record) : record });
          return !isStrict;
        },
      };
    },
    async caughtUp(timeoutMs) {
      hurrying++;
      wake();
      const end = journal.flush().then(() => {
        startDraining();
        return draining;
      });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<false>((resolve) => {
        timer = setTimeout(() => resolve(false), timeoutMs);
      });
      const done = await Promise.race([end.then(() => true as const), late]);
      clearTimeout(timer);
      hurrying--;
      return done;
    },
    backlogBytes: () => journal.bytesBehind(position),
    async close() {
      clearInterval(sweeper);
      for (const entry of owed) await append(entry);
      closed = true;
      wake();
      startDraining();
      await draining;
      await journal.close();
    },
  };
}

const undelivered = (record: RequestRecord): RequestRecord =>
  record.outcome === 'completed' ? { ...record, outcome: 'failed', errorCode: 'ledger_unavailable' } : record;
