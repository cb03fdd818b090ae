import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pino from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '../../src/config.ts';
import { connectRedis } from '../../src/store/connect-redis.ts';
import { hasRedis, redisServer } from '../support/redis-server.ts';

/** A connection, what was logged of it, and what it was lost for. */
function connection(url: string) {
  const logged: string[] = [];
  const lost: unknown[] = [];
  const connected = connectRedis({
    url,
    clock: () => performance.now(),
    log: pino({}, { write: (line) => void logged.push(line) }),
    changed: (reason) => lost.push(reason),
  });
  onTestFinished(() => connected.redis.disconnect());
  return { ...connected, logged, lost };
}

const wrong: [url: string, says: RegExp][] = [
  ['redis://:secret@127.0.0.1:1/notadb', /number of a database/],
  ['redis://:secret@127.0.0.1:1/1x', /number of a database/],
  ['redis://:secret@127.0.0.1:1/-1', /number of a database/],
  ['redis://:secret@127.0.0.1:1?db=notadb', /number of a database/],
  ['redis://name:1/secret@127.0.0.1:1/1', /number of a database/],
  ['redis://:secret%@127.0.0.1:1', /%25 for each %/],
  ['redis://:secret@127.0.0.1:99999', /must be a URL such as/],
  ['postgres://:secret@127.0.0.1:1', /must be a URL such as/],
  ['127.0.0.1:1', /must be a URL such as/],
];

test.each(wrong)('%s is no place to connect to, and its password is not told', (url, says) => {
  const connecting = () => connection(url);
  expect(connecting).toThrow(ConfigError);
  expect(connecting).toThrow(says);
  expect(connecting).not.toThrow(/secret/);
});

describe.skipIf(!hasRedis)('with a server (needs redis-server)', () => {
  test('the database that the URL names is used', async () => {
    await using server = await redisServer();
    const { redis, attempt } = connection(`${server.url}/3`);
    while ((await attempt(() => redis.set('a', '1'), { always: true })) === null) await setTimeout(10);
    expect(await redis.info('keyspace')).toContain('db3:keys=1');
  });

  const refusals: [what: string, path: (url: string) => string, says: RegExp][] = [
    ['a password that is missing', (url) => url, /NOAUTH/],
    ['a password that is wrong', (url) => url.replace('//', '//:guessed@'), /WRONGPASS/],
    ['a database that it does not have', (url) => `${url.replace('//', '//:secret@')}/99`, /out of range/],
  ];
  test.each(refusals)(
    '%s is said once in the log, without the password, and nothing is asked',
    async (_, path, says) => {
      await using server = await redisServer();
      const administrator = new Redis(server.url);
      await administrator.config('SET', 'requirepass', 'secret');
      administrator.disconnect();
      const { redis, attempt, logged, lost } = connection(path(server.url));
      while (logged.length === 0) await setTimeout(5);
      for (let times = 0; times < 10; times++) {
        expect(await attempt(() => redis.ping(), { always: true })).toBeNull();
        await setTimeout(50);
      }
      expect(logged).toEqual([expect.stringMatching(says)]);
      expect(logged.join()).not.toMatch(/secret|guessed/);
      expect(lost).toEqual([expect.objectContaining({ message: expect.stringMatching(says) })]);
    },
  );
});
