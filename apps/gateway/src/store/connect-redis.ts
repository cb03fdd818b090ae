import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { ConfigError } from '../config.ts';
import { createReachability, type Reachability } from './reachability.ts';

export type RedisOptions = {
  /** `redis://…` or `rediss://…`, with the number of a database at its end or without. */
  url: string;
  clock: () => number;
  log: Pick<Logger, 'warn'>;
  /** Told when the server is lost, with the reason, and with `null` when it is back. */
  changed: (lost: unknown) => void;
};

export type RedisConnection = Pick<Reachability, 'attempt'> & { redis: Redis };

const answerMs = 50;
const pauseMs = 1_000;

/**
 * Connects to Redis or Valkey, for as long as it takes, and asks it so that no caller waits longer than 50 ms. Throws a
 * ConfigError when the URL can't be one of theirs.
 */
export function connectRedis({ url, clock, log, changed }: RedisOptions): RedisConnection {
  checkUrl(url);
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    // Callers wait for `answerMs` at most; this frees what nobody waits for any more.
    commandTimeout: 1_000,
    connectTimeout: 1_000,
    retryStrategy: (times) => Math.min(100 * times, 1_000),
  });
  let reason: Error | null = null;
  let hasFailed = false;
  redis.on('connecting', () => {
    hasFailed = false;
  });
  redis.on('ready', () => {
    reason = null;
  });
  redis.on('error', (error: Error & { command?: { name: string } }) => {
    // What comes after the first error of a connection comes of it.
    if (hasFailed) return;
    hasFailed = true;
    const { command } = error;
    // It holds the password.
    delete error.command;
    if (error.message !== reason?.message) log.warn({ err: error }, 'a connection to Redis failed');
    reason = error;
    // Else all would go on in database 0, which may be somebody else's.
    if (command?.name === 'select') redis.disconnect(true);
  });
  const { attempt } = createReachability({
    ...{ timeoutMs: answerMs, pauseMs, clock },
    // A command says no more than that it can't be sent.
    changed: (lost) => changed(lost === null ? null : (reason ?? lost)),
  });
  return { redis, attempt };
}

function checkUrl(text: string): void {
  const url = URL.parse(text);
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol))
    throw new ConfigError('REDIS_URL must be a URL such as redis://host:6379 or rediss://host:6379.');
  if (/%(?![\da-f]{2})/i.test(url.username + url.password))
    throw new ConfigError('REDIS_URL must have %25 for each % of the name and the password.');
  // The value is not told: after a password with a slash in it that is where the rest of it stands.
  if (![url.pathname.slice(1), url.searchParams.get('db') ?? ''].every((database) => /^\d*$/.test(database)))
    throw new ConfigError(
      'REDIS_URL must end with the number of a database, as redis://host:6379/1 does, or without one.',
    );
}
