import { randomBytes, randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Simulator, type SimulatorOptions, startSimulator } from '@parley/simulator';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { createCatalog } from './catalog/catalog.ts';
import { createLiveCatalog } from './catalog/live-catalog.ts';
import { type CatalogUpdate, noUpdate } from './catalog/update/catalog-update.ts';
import { watchUpdate } from './catalog/update/watch-update.ts';
import type { Config } from './config.ts';
import { createContractCheck } from './contract-check.ts';
import { createIds } from './ids.ts';
import { watchStrain } from './limits/strain.ts';
import { createUnderWay } from './limits/under-way.ts';
import { createMediaFetcher } from './media/fetch-media.ts';
import { isPrivateAddress } from './media/private-address.ts';
import { createMetrics } from './metrics.ts';
import { modelToTry } from './model-to-try.ts';
import { openBooks } from './open-books.ts';
import { digestOf } from './pipeline/authenticate.ts';
import { createProviders, enabledProviders } from './providers/create-providers.ts';
import { servedModels } from './providers/served-models.ts';
import { createRandom } from './routing/random.ts';
import { createRetryBudget } from './routing/retry-budget.ts';
import { createHealth } from './routing/target-health.ts';

export type GatewayOptions = {
  config: Config;
  /** Where providers' keys are looked for. */
  environment: { [name: string]: string | undefined };
  masterKey: string;
  host: string;
  /** 0: any free port. */
  port: number;
  log: Logger;
  /** What `parley catalog update` writes, and how often to look whether it has changed. Without it there is only what ships. */
  catalogUpdate?: { file: string; pollMs: number };
  /** Where keys, requests and money are kept. Without it, in a folder that goes with the process. */
  dataDirectory?: string;
  /** `postgres://…`: keeps them there, for several gateways to share. */
  databaseUrl?: string;
  /** `redis://…` or `rediss://…`: several gateways share their limits there. */
  redisUrl?: string;
  /** How fast the built-in simulator streams: milliseconds between events, or each model's own pace. 0 by default. */
  simulatorPace?: SimulatorOptions['chunkDelayMs'];
};

export type Gateway = {
  /** `http://127.0.0.1:4000`, without a path. */
  url: string;
  /** The ids of the providers that are on. */
  providers: string[];
  /** Whether the only models are the simulator's. */
  simulated: boolean;
  /** For a first request: `auto` where it can pick a model, or else one that is served. `null`: none is known. */
  modelToTry: string | null;
  /** Lets running requests finish, as long as the config allows, and frees everything. */
  close(): Promise<void>;
};

/** Starts the gateway. Rejects when the configuration or the port is unusable; nothing is left running then. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { environment, masterKey, host, port, log } = options;
  const simulator = await startFake(options.config, environment, options.simulatorPace);
  const config = simulator === null ? options.config : withSimulator(options.config, simulator.url);
  const providers = await orStop(simulator, () => createProviders(config, environment));
  const catalogOf = (update: CatalogUpdate) =>
    createCatalog(providers.map(({ id }) => ({ provider: id, models: servedModels(id, config, update) })));
  const catalog = createLiveCatalog(catalogOf(noUpdate));
  const updates = options.catalogUpdate
    ? watchUpdate({ ...options.catalogUpdate, log }, (update) => catalog.replace(catalogOf(update)))
    : null;
  const metrics = createMetrics();
  const media = createMediaFetcher({ ...config.media, isForbidden: isPrivateAddress });
  const clock = () => performance.now();
  const random = createRandom(config.routing.seed ?? randomInt(2 ** 32));
  const keyCounts = new Map(providers.map(({ id, otherHeaders = [] }) => [id, 1 + otherHeaders.length]));
  const keysOf = (id: string) => keyCounts.get(id) ?? 1;
  const health = createHealth({ config, keysOf, clock, random, log, metrics });
  const now = () => Date.now();
  const newId = createIds({ chance: randomBytes, now });
  const books = await orStop(simulator, () =>
    openBooks({
      ...{ config, now, clock, log, metrics },
      dataDirectory: options.dataDirectory ?? null,
      databaseUrl: options.databaseUrl ?? null,
      redisUrl: options.redisUrl ?? null,
      newId: () => randomBytes(12).toString('hex'),
    }),
  );
  const strain = watchStrain(config.overload, log);
  const underWay = createUnderWay(config.limits.concurrentRequests, { strain, metrics });
  const shutdown = new AbortController();
  let ready = true;
  const closeUpstream = async () => {
    updates?.close();
    strain.close();
    await books.close();
    await Promise.all(providers.map(({ pool }) => pool.destroy()));
    await media.close();
    await simulator?.close();
  };
  let app: Awaited<ReturnType<typeof createApp>>;
  try {
    app = await createApp({
      config,
      catalog,
      modelsOf: (id) => servedModels(id, config, updates?.current() ?? noUpdate),
      providers: new Map(providers.map((provider) => [provider.id, provider])),
      masterKeyDigest: digestOf(masterKey),
      ...books,
      underWay,
      media,
      health,
      retries: createRetryBudget(config.retryBudget, clock),
      contract: createContractCheck(config.contract, log, metrics),
      log,
      metrics,
      now,
      clock,
      random,
      newRequestId: () => newId('req_'),
      newGenerationId: () => newId('gen_'),
      shutdown: shutdown.signal,
      isReady: () => ready,
    });
    await app.listen({ host, port });
  } catch (thrown) {
    await closeUpstream();
    throw thrown;
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(app.server.address())}`,
    providers: providers.map(({ id }) => id),
    simulated: simulator !== null && providers.length === 1,
    modelToTry: modelToTry(catalog.listings, { providers, config, now }),
    async close() {
      ready = false;
      const { drainMs, shutdownMs } = config.timeouts;
      if (drainMs > 0) await sleep(drainMs);
      // Running answers may finish; then they are told to end, and what still hangs on, half a request say, is cut off.
      const timers = [
        setTimeout(() => shutdown.abort(), shutdownMs),
        setTimeout(() => app.server.closeAllConnections(), shutdownMs + farewellMs),
      ];
      await app.close();
      for (const timer of timers) clearTimeout(timer);
      // Callers who have hung up are out of the server's sight, and their requests still have to be settled.
      await underWay.none(lastSettlesMs);
      await closeUpstream();
    },
  };
}

const farewellMs = 1_000;
const lastSettlesMs = 5_000;

/** What `make` makes; the simulator is stopped when it throws. */
async function orStop<Made>(simulator: Simulator | null, make: () => Made | Promise<Made>): Promise<Made> {
  try {
    return await make();
  } catch (thrown) {
    await simulator?.close();
    throw thrown;
  }
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

/** The simulator serves when nobody else can, or when the config names it: nobody's `auto` lands on a fake by accident. */
async function startFake(
  config: Config,
  environment: GatewayOptions['environment'],
  chunkDelayMs: SimulatorOptions['chunkDelayMs'],
) {
  const given = config.providers['simulator'];
  const alone = enabledProviders(config, environment).length === 0;
  if (given?.baseUrl !== undefined || (given === undefined && !alone)) return null;
  return startSimulator({ record: false, ...(chunkDelayMs === undefined ? {} : { chunkDelayMs }) });
}

/** The configuration with the simulator's address in it. */
const withSimulator = (config: Config, baseUrl: string): Config => ({
  ...config,
  providers: {
    ...config.providers,
    simulator: { apiKey: 'simulator', ...config.providers['simulator'], baseUrl },
  },
});
