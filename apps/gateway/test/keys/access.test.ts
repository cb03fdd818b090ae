// Every operation on what somebody owns, by who asks for it: what one may not see is not there.
import type { GenerationList, KeyList, UsageReport } from '@parley/types';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ask } from '../support/ask.ts';
import { makeKey, manage } from '../support/manage.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

type Made = Awaited<ReturnType<typeof makeKey>>;

const both = ['chat', 'keys'] as ('chat' | 'keys')[];

/** A tree of keys, one of another tree, and an administrator. The one that is asked for stands in the middle. */
async function trees(gateway: TestGateway) {
  const above = await makeKey(gateway, { name: 'above', scopes: both });
  const own = await makeKey(gateway, { name: 'own', scopes: both }, above.secret);
  const sibling = await makeKey(gateway, { name: 'sibling', scopes: both }, above.secret);
  const below = await makeKey(gateway, { name: 'below', scopes: both }, own.secret);
  const other = await makeKey(gateway, { name: 'other', scopes: both });
  const admin = await makeKey(gateway, { name: 'admin', scopes: ['admin'] });
  return { above, own, sibling, below, other, admin };
}

type Who = keyof Awaited<ReturnType<typeof trees>> | 'master';

// What the key in the middle, `own`, is to the one that asks.
const sees: { [asker in Who]: boolean } = {
  own: true,
  above: true,
  admin: true,
  master: true,
  below: false,
  sibling: false,
  other: false,
};
const changes: { [asker in Who]: boolean } = { ...sees, own: false };
const whos = Object.keys(sees) as Who[];

async function given(): Promise<{
  gateway: TestGateway;
  keys: { [who in Who]: Pick<Made, 'secret' | 'id'> };
}> {
  const gateway = await testGateway({});
  onTestFinished(() => gateway.close());
  return { gateway, keys: { ...(await trees(gateway)), master: { secret: gateway.key, id: '' } } };
}

describe('a key', () => {
  const changing = [
    ['updateKey', { body: { name: 'taken' } }],
    ['rotateKey', { body: { overlap_seconds: 60 } }],
    ['revokeKey', {}],
  ] as const;

  test('is seen by itself, by those above it and by administrators', async () => {
    const { gateway, keys } = await given();
    for (const who of whos) {
      const { status, text } = await manage(gateway, 'getKey', { as: keys[who].secret, id: keys.own.id });
      expect([who, status]).toEqual([who, sees[who] ? 200 : 404]);
      const nobody = await manage(gateway, 'getKey', { as: keys[who].secret, id: 'key_none' });
      // Nothing tells a key that one may not see from one that isn't there.
      if (!sees[who]) expect(text.replaceAll(keys.own.id, 'key_none')).toBe(nobody.text);
    }
  });

  test.each(changing)('%s is for those above it and administrators', async (operation, call) => {
    const { gateway, keys } = await given();
    const refused = whos.filter((who) => !changes[who]);
    for (const who of [...refused, ...whos.filter((who) => changes[who])]) {
      const called = await manage(gateway, operation, { as: keys[who].secret, id: keys.own.id, ...call });
      const denied = sees[who] ? 403 : 404;
      const again = operation === 'revokeKey' ? 200 : called.status;
      expect([who, called.status]).toEqual([who, changes[who] ? again : denied]);
      if (changes[who]) expect(called.status).toBe(200);
    }
  });

  test.each(changing)(
    '%s of an administrator’s own key, or of one above it, is for nobody',
    async (operation, call) => {
      const { gateway, keys } = await given();
      const lower = await makeKey(gateway, { name: 'lower', scopes: ['admin'] }, keys.admin.secret);
      for (const id of [lower.id, keys.admin.id])
        expect(await manage(gateway, operation, { as: lower.secret, id, ...call })).toMatchObject({
          status: 403,
          body: { error: { code: 'permission_denied' } },
        });
      expect(
        (await manage(gateway, operation, { as: keys.admin.secret, id: lower.id, ...call })).status,
      ).toBe(200);
    },
  );
});

describe('lists, sums and requests', () => {
  let gateway: TestGateway;
  let keys: { [who in Who]: Pick<Made, 'secret' | 'id'> };
  let requestIds: { [who in Who]: string };
  beforeAll(async () => {
    gateway = await testGateway({});
    keys = { ...(await trees(gateway)), master: { secret: gateway.key, id: 'master' } };
    requestIds = { above: '', own: '', sibling: '', below: '', other: '', admin: '', master: '' };
    for (const who of whos) {
      const { requestId } = await ask(
        { url: gateway.url, key: keys[who].secret },
        { model: 'simulator/sim-small' },
      );
      requestIds[who] = requestId;
    }
    return () => gateway.close();
  });

  const below: { [asker in Who]: Who[] } = {
    above: ['below', 'own', 'sibling'],
    own: ['below'],
    below: [],
    sibling: [],
    other: [],
    admin: ['above', 'admin', 'below', 'other', 'own', 'sibling'],
    master: ['above', 'admin', 'below', 'other', 'own', 'sibling'],
  };
  const named = (ids: string[]) => whos.filter((who) => ids.includes(keys[who].id)).sort();
  const counted = (asker: Who): Who[] =>
    asker === 'admin' || asker === 'master' ? [...whos].sort() : [...below[asker], asker].sort();

  test.each(whos)('keys, as %s lists them', async (who) => {
    const { body } = await manage<KeyList>(gateway, 'listKeys', { as: keys[who].secret });
    expect(named(body.data.map(({ id }) => id))).toEqual(below[who]);
    expect(body.data).toHaveLength(below[who].length);
  });

  test.each(whos)('requests, as %s lists them', async (who) => {
    const as = keys[who].secret;
    const { body } = await manage<GenerationList>(gateway, 'listGenerations', { as });
    expect(named(body.data.map(({ key_id }) => key_id))).toEqual(counted(who));
    for (const whose of whos) {
      const seen = counted(who).includes(whose);
      const one = await manage(gateway, 'getGeneration', { as, id: requestIds[whose] });
      expect([whose, one.status]).toEqual([whose, seen ? 200 : 404]);
      const filter = await manage<GenerationList>(gateway, 'listGenerations', {
        as,
        query: { key_id: keys[whose].id },
      });
      expect([whose, filter.body.data.length]).toEqual([whose, seen ? 1 : 0]);
    }
  });

  test.each(whos)('sums, as %s gets them', async (who) => {
    const as = keys[who].secret;
    const { body } = await manage<UsageReport>(gateway, 'getUsage', { as, query: { group_by: 'key' } });
    expect(named(body.data.map(({ key_id }) => key_id ?? ''))).toEqual(counted(who));
    for (const whose of whos) {
      const one = await manage<UsageReport>(gateway, 'getUsage', { as, query: { key_id: keys[whose].id } });
      expect(one.body.data[0]?.requests).toBe(counted(who).includes(whose) ? 1 : 0);
    }
  });
});
