import type { Logger } from 'pino';
import type { Catalog } from './catalog/catalog.ts';
import type { Config } from './config.ts';
import type { ContractCheck } from './contract-check.ts';
import type { MediaFetcher } from './media/fetch-media.ts';
import type { Metrics } from './metrics.ts';
import type { Provider } from './providers/provider.ts';
import type { Health } from './routing/health.ts';

/** The world, as the path sees it. Made once, in main.ts. */
export type Deps = {
  config: Config;
  catalog: Catalog;
  providers: ReadonlyMap<string, Provider>;
  masterKeyDigest: Buffer;
  contract: ContractCheck;
  media: MediaFetcher;
  health: Health;
  log: Logger;
  metrics: Metrics;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds that only ever grow: for durations. */
  clock: () => number;
  newRequestId: () => string;
  /** Aborts when the time to finish running streams at shutdown is over. */
  shutdown: AbortSignal;
  /** Whether traffic should be sent here. */
  isReady: () => boolean;
};
