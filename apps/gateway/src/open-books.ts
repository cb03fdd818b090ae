import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type AnswerCache, createLocalAnswerCache } from './answers/answer-cache.ts';
import { type IdempotencyKeys, openIdempotencyKeys } from './answers/idempotency-keys.ts';
import type { Config } from './config.ts';
import { createKeys, type Keys } from './keys/keys.ts';
import { createKnownKeys, type KnownKeys } from './keys/known-keys.ts';
import { createEraser } from './ledger/erase.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { createReports, type Reports } from './ledger/reports.ts';
import type { Limiter } from './limits/limiter.ts';
import { createLocalLimiter } from './limits/local-limiter.ts';
import type { Metrics } from './metrics.ts';
import { openDataDirectory } from './store/data-directory.ts';
import { openReportStore, openStore } from './store/open-store.ts';
import { readSetting } from './store/settings.ts';
import type { Database } from './store/tables.ts';

/** Where keys, requests, money and answers are kept, and who keeps the limits. */
export type Books = {
  db: Database;
  keys: Keys;
  knownKeys: KnownKeys;
  ledger: Ledger;
  reports: Reports;
  limiter: Limiter;
  idempotencyKeys: IdempotencyKeys;
  answerCache: AnswerCache;
  close(): Promise<void>;
};

export type BooksOptions = {
  config: Config;
  /** `null`: a folder that goes with the process. */
  dataDirectory: string | null;
  databaseUrl: string | null;
  redisUrl: string | null;
  newId: () => string;
  now: () => number;
  clock: () => number;
  log: Logger;
  metrics: Metrics;
};

/** Opens the data directory, the store and the ledger. Rejects when one of them can't be had; nothing is left open then. */
export async function openBooks(options: BooksOptions): Promise<Books> {
  const { config, databaseUrl, newId, now, clock, log, metrics } = options;
  const passing = options.dataDirectory === null ? mkdtempSync(join(tmpdir(), 'parley-')) : null;
  const directory = openDataDirectory(options.dataDirectory ?? passing ?? '', newId);
  const opened: (() => unknown)[] = [
    () => {
      directory.release();
      if (passing !== null) rmSync(passing, { recursive: true });
    },
  ];
  const close = async () => {
    while (opened.length > 0) await opened.pop()?.();
  };
  try {
    const place = { databaseUrl, dataDirectory: directory.path, log };
    const db = await openStore(place);
    opened.push(() => db.destroy());
    const reportStore = await openReportStore(place, db);
    opened.push(() => reportStore.destroy());
    const keys = createKeys(db, {
      pepper: await readSetting(db, 'pepper', newId),
      // Ids sort by age, so that pages of keys do.
      newKeyId: () => `key_${now().toString(36).padStart(9, '0')}${newId().slice(0, 8)}`,
      now,
    });
    const knownKeys = createKnownKeys(keys, {
      ...config.keys,
      now,
      clock,
      changed: (lost) =>
        lost === null
          ? log.info('keys are read from the store again')
          : log.error({ err: lost }, 'keys can not be read: those known go on'),
    });
    const longestRequestMs = config.timeouts.totalMs + config.timeouts.shutdownMs;
    const ledger = await openLedger({
      ...config.ledger,
      ...{ db, instance: directory.instance, longestRequestMs, now, clock, log },
      directory: join(directory.path, 'journal'),
    });
    opened.push(() => ledger.close());
    metrics.watchBacklog(() => ledger.backlogBytes());
    const eraser = createEraser({ db, days: config.ledger.keepDays, now, log });
    opened.push(() => eraser.stop());
    const limiter =
      options.redisUrl === null
        ? createLocalLimiter(clock)
        : (await import('./limits/redis-limiter.ts')).createRedisLimiter({
            ...{ url: options.redisUrl, instance: directory.instance, clock, log },
            degraded: (isDegraded) => metrics.limitsDegraded(isDegraded),
          });
    opened.push(() => limiter.close());
    const idempotencyKeys = await openIdempotencyKeys({
      ...{ db, isShared: databaseUrl !== null, instance: directory.instance, longestRequestMs, now, clock },
      keepMs: config.idempotency.keepMs,
      changed: (lost) =>
        lost === null
          ? log.info('idempotency keys are shared again')
          : log.error({ err: lost }, 'idempotency keys can not be shared: each process goes by its own'),
    });
    opened.push(() => idempotencyKeys.close());
    const answerCache =
      options.redisUrl === null
        ? createLocalAnswerCache({ mostBytes: config.responseCache.bytes, now })
        : (await import('./answers/redis-answer-cache.ts')).createRedisAnswerCache({
            ...{ url: options.redisUrl, clock, log },
          });
    opened.push(() => answerCache.close());
    const reports = createReports(reportStore);
    return { db, keys, knownKeys, ledger, reports, limiter, idempotencyKeys, answerCache, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
