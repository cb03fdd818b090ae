import type { Logger } from 'pino';
import type { AnswerCache } from './answers/answer-cache.ts';
import type { IdempotencyKeys } from './answers/idempotency-keys.ts';
import type { Catalog } from './catalog/catalog.ts';
import type { CatalogModel } from './catalog/model.ts';
import type { Config } from './config.ts';
import type { ContractCheck } from './contract-check.ts';
import type { Keys } from './keys/keys.ts';
import type { KnownKeys } from './keys/known-keys.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Reports } from './ledger/reports.ts';
import type { Limiter } from './limits/limiter.ts';
import type { UnderWay } from './limits/under-way.ts';
import type { MediaFetcher } from './media/fetch-media.ts';
import type { Metrics } from './metrics.ts';
import type { Provider } from './providers/provider.ts';
import type { Health } from './routing/health.ts';
import type { RetryBudget } from './routing/retry-budget.ts';
import type { Database } from './store/tables.ts';

/** The world, as the path sees it. Made once, in main.ts. */
export type Deps = {
  config: Config;
  /** Changes while the gateway runs: what is asked of it twice may have two answers. */
  catalog: Catalog;
  /** What is known of a provider's models, whether or not it is on. */
  modelsOf: (provider: string) => CatalogModel[];
  providers: ReadonlyMap<string, Provider>;
  masterKeyDigest: Buffer;
  /** Keys, requests and budgets are kept here. */
  db: Database;
  keys: Keys;
  knownKeys: KnownKeys;
  ledger: Ledger;
  reports: Reports;
  limiter: Limiter;
  underWay: UnderWay;
  idempotencyKeys: IdempotencyKeys;
  answerCache: AnswerCache;
  contract: ContractCheck;
  media: MediaFetcher;
  health: Health;
  retries: RetryBudget;
  log: Logger;
  metrics: Metrics;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds that only ever grow: for durations. */
  clock: () => number;
  newRequestId: () => string;
  /** For the books: a caller may choose the id of a request, and choose the same one twice. */
  newGenerationId: () => string;
  /** From 0 up to, not including, 1. The same under the same `routing.seed`. For choices and jitter, never for secrets. */
  random: () => number;
  /** Aborts when the time to finish running streams at shutdown is over. */
  shutdown: AbortSignal;
  /** Whether traffic should be sent here. */
  isReady: () => boolean;
};
