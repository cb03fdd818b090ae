import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import { isAddressRange } from './address-range.ts';
import type { CatalogModel, PriceRow } from './catalog/model.ts';

const require = createRequire(import.meta.url);

export type ConfiguredModel = Partial<Omit<CatalogModel, 'id' | 'prices'>> & {
  price?: Omit<PriceRow, 'source'> & { source?: string };
};

export type ProviderConfig = {
  adapter?: string;
  apiKey?: string | string[];
  baseUrl?: string;
  /** Of Google Cloud. */
  project?: string;
  location?: string;
  headers?: Record<string, string>;
  models?: Record<string, ConfiguredModel>;
};

const defaults = {
  auto: { candidates: null as string[] | null },
  routing: {
    weights: { price: 0.3, uptime: 0.5, throughput: 0.05, latency: 0.025 },
    exploration: 0.01,
    seed: null as number | null,
    uptimeThreshold: 0.9,
    minimumCalls: 2,
  },
  timeouts: {
    connectMs: 5_000,
    firstTokenMs: 60_000,
    answerMs: 300_000,
    idleMs: 60_000,
    totalMs: 600_000,
    requestMs: 60_000,
    writeStallMs: 60_000,
    drainMs: 0,
    shutdownMs: 25_000,
  },
  limits: { bodyBytes: 32 * 1024 * 1024, headerBytes: 16 * 1024, jsonDepth: 64, concurrentRequests: 5_000 },
  overload: { eventLoopDelayMs: 2_000, heapShare: 0.95 },
  upstream: {
    maxBodyBytes: 64 * 1024 * 1024,
    maxErrorBytes: 256 * 1024,
    maxEventBytes: 16 * 1024 * 1024,
    maxAttempts: 4,
    longestWaitMs: 5_000,
  },
  health: { halfLifeMs: 60_000 },
  cooldown: { limitedMs: 5_000, refusedMs: 60_000, longestMs: 10 * 60 * 1000 },
  breaker: {
    failuresInARow: 5,
    failureShare: 0.5,
    minimumCalls: 10,
    halfLifeMs: 10_000,
    openMs: 5_000,
    longestMs: 60_000,
  },
  retryBudget: { share: 0.2, floor: 20, windowMs: 10_000 },
  media: { maxBytes: 20 * 1024 * 1024, timeoutMs: 10_000 },
  keys: { freshMs: 1_000, staleMs: 10 * 60_000 },
  ledger: {
    journalBytes: 256 * 1024 * 1024,
    whenFull: 'refuse' as 'refuse' | 'serve',
    keepDays: 90 as number | null,
  },
  idempotency: { keepMs: 10 * 60_000, answerBytes: 4 * 1024 * 1024 },
  responseCache: { ttlSeconds: 60, answerBytes: 1024 * 1024, bytes: 64 * 1024 * 1024 },
  trustedProxies: [] as string[],
  cors: { origins: [] as string[] },
  pingMs: 15_000,
  contract: 'report' as 'enforce' | 'report' | 'off',
};

export type Config = typeof defaults & {
  providers: Record<string, ProviderConfig>;
  upstream: { connections: number };
};
export type ConfigFile = {
  [Key in keyof Config]?: Config[Key] extends unknown[]
    ? Config[Key]
    : Config[Key] extends object
      ? Partial<Config[Key]>
      : Config[Key];
};

/** Names every problem of a configuration at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Checks a configuration against config.schema.json and fills in the defaults. */
export function readConfig(file: unknown, source: string): Config {
  const validate: ValidateFunction<ConfigFile> = require('./generated/schemas/config.cjs');
  if (!validate(file))
    throw problemsIn(
      source,
      (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath || '/'} ${message}${unknownField(params)}`,
      ),
    );
  const config = withDefaults(file);
  const unknown = config.trustedProxies.flatMap((range, index) =>
    isAddressRange(range) && !range.endsWith('/0')
      ? []
      : [`/trustedProxies/${index} must be an address or a CIDR range such as 10.0.0.0/8: "${range}"`],
  );
  if (unknown.length > 0) throw problemsIn(source, unknown);
  return config;
}

const problemsIn = (source: string, problems: string[]): ConfigError =>
  new ConfigError(
    [`${source} has ${problems.length} problem${problems.length === 1 ? '' : 's'}:`, ...problems].join(
      '\n  ',
    ),
  );

function withDefaults(file: ConfigFile): Config {
  const limits = { ...defaults.limits, ...file.limits };
  return {
    providers: file.providers === undefined ? {} : definedOf(file.providers),
    auto: { ...defaults.auto, ...file.auto },
    routing: { ...defaults.routing, ...file.routing },
    timeouts: { ...defaults.timeouts, ...file.timeouts },
    limits,
    overload: { ...defaults.overload, ...file.overload },
    // With fewer, a request would wait in silence for another's end.
    upstream: { ...defaults.upstream, connections: limits.concurrentRequests, ...file.upstream },
    health: { ...defaults.health, ...file.health },
    cooldown: { ...defaults.cooldown, ...file.cooldown },
    breaker: { ...defaults.breaker, ...file.breaker },
    retryBudget: { ...defaults.retryBudget, ...file.retryBudget },
    media: { ...defaults.media, ...file.media },
    keys: { ...defaults.keys, ...file.keys },
    ledger: { ...defaults.ledger, ...file.ledger },
    idempotency: { ...defaults.idempotency, ...file.idempotency },
    responseCache: { ...defaults.responseCache, ...file.responseCache },
    trustedProxies: file.trustedProxies ?? defaults.trustedProxies,
    cors: { ...defaults.cors, ...file.cors },
    pingMs: file.pingMs ?? defaults.pingMs,
    contract: file.contract ?? defaults.contract,
  };
}

const unknownField = (params: { [name: string]: unknown }): string => {
  const field = params['additionalProperty'] ?? params['unevaluatedProperty'];
  return field === undefined ? '' : `: "${field}"`;
};

const definedOf = (providers: Partial<Record<string, ProviderConfig>>): Record<string, ProviderConfig> =>
  Object.fromEntries(
    Object.entries(providers).flatMap(([id, provider]) => (provider === undefined ? [] : [[id, provider]])),
  );

/** Reads the configuration file. Without one, everything is at its default; a path that was asked for must exist. */
export function loadConfig(path: string | undefined): Config {
  const file = path ?? 'parley.config.json';
  if (path === undefined && !existsSync(file)) return withDefaults({});
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(`PARLEY_CONFIG names ${file}, which can't be read.`);
  }
  try {
    return readConfig(JSON.parse(text), file);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new ConfigError(`${file} is not valid JSON: ${thrown.message}`);
    throw thrown;
  }
}
