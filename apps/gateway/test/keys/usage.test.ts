// Sums of what was used: exact, as the simulator's own invoice has it, as JSON and as a table.
import { type Simulator, startSimulator } from '@parley/simulator';
import type { UsageReport, UsageSum } from '@parley/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toDecimal } from '../../src/money.ts';
import { ask, askStream } from '../support/ask.ts';
import { makeKey, manage } from '../support/manage.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

// A cell that holds this is a formula to a spreadsheet, and three cells to who doesn't quote.
const teams = ['search', '=1+1', 'a "b", c', '+49', '-1', '@here'];

let simulator: Simulator;
let gateway: TestGateway;
let keys: { id: string; secret: string }[];
beforeAll(async () => {
  simulator = await startSimulator();
  gateway = await testGateway({ providers: { simulator: { baseUrl: simulator.url, apiKey: 'sim' } } });
  const parent = await makeKey(gateway, { name: '=HYPERLINK("http://x")', scopes: ['chat', 'keys'] });
  keys = [parent, await makeKey(gateway, {}, parent.secret)];
  const models = ['simulator/sim-large', 'simulator/sim-small', 'simulator/sim-free'];
  for (const [index, team] of teams.entries()) {
    const at = { url: gateway.url, key: keys[index % 2]?.secret ?? '' };
    const asked = { model: models[index % 3] ?? '', max_tokens: 5 + index };
    await (index % 2 === 0 ? ask : askStream)(at, asked, { 'x-parley-team': team });
  }
  const at = { url: gateway.url, key: parent.secret };
  await ask(at, { model: 'simulator/sim-reasoner' });
  await ask(at, { model: 'simulator/fault-500' });
  await ask(at, { model: 'simulator/fault-unknown-model' });
});
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});

type Query = { [name: string]: string };
const usage = async (query: Query = {}, as = keys[0]?.secret ?? '') =>
  (await manage<UsageReport>(gateway, 'getUsage', { as, query })).body.data;
const table = async (query: Query) =>
  manage<string>(gateway, 'getUsage', { as: keys[0]?.secret ?? '', query: { ...query, format: 'csv' } });
const picodollars = (sums: UsageSum[]): bigint =>
  sums.reduce((sum, { cost_usd }) => sum + BigInt(Math.round(Number(cost_usd) * 1e12)), 0n);

test('all that was used costs what the simulator charges, to the picodollar', async () => {
  const [sum] = await usage();
  expect(sum).toMatchObject({ requests: teams.length + 3, failed_requests: 2, unpriced_requests: 0 });
  expect(sum?.cost_usd).toBe(toDecimal(simulator.invoice().totalPicodollars));
  expect(sum?.reasoning_tokens).toBeGreaterThan(0);
});

const groupings = ['day', 'key', 'model', 'provider', 'label'];
const combinations = Array.from({ length: 2 ** groupings.length - 1 }, (_, bits) =>
  groupings.filter((_name, index) => ((bits + 1) >> index) % 2 === 1),
);
test.each(combinations.map((by) => by.join(',')))('by %s the sums are those of all', async (group_by) => {
  const [all] = await usage();
  const query = { group_by, ...(group_by.includes('label') ? { label: 'team' } : {}) };
  const sums = await usage(query);
  const add = (field: keyof UsageSum) => sums.reduce((sum, each) => sum + Number(each[field]), 0);
  for (const field of ['requests', 'failed_requests', 'prompt_tokens', 'completion_tokens'] as const)
    expect(add(field)).toBe(all?.[field]);
  expect(picodollars(sums)).toBe(simulator.invoice().totalPicodollars);
  const names = group_by.split(',').map((name) => (name === 'key' ? 'key_id' : name));
  const groups = sums.map((sum) =>
    JSON.stringify(names.map((name) => Object.entries(sum).find(([key]) => key === name)?.[1])),
  );
  expect(new Set(groups).size).toBe(groups.length);
  expect(Object.keys(sums[0] ?? {}).slice(0, names.length)).toEqual(names);
});

describe('groups', () => {
  test('are in order, with what has none first', async () => {
    const labels = (await usage({ group_by: 'label', label: 'team' })).map(({ label }) => label);
    expect(labels).toEqual([null, ...teams.toSorted()]);
    const models = (await usage({ group_by: 'model' })).map(({ model }) => model);
    expect(models).toEqual([
      null,
      ...['simulator/sim-free', 'simulator/sim-large', 'simulator/sim-reasoner', 'simulator/sim-small'],
    ]);
    expect((await usage({ group_by: 'provider' })).map(({ provider }) => provider)).toEqual([
      null,
      'simulator',
    ]);
  });

  test('are the same in whatever order, and however often, they are named', async () => {
    const asked = await usage({ group_by: 'model,key' });
    expect(await usage({ group_by: 'key,model,key' })).toEqual(asked);
  });

  test('of keys are those that one may see', async () => {
    const own = await usage({ group_by: 'key' }, keys[1]?.secret);
    expect(own.map(({ key_id }) => key_id)).toEqual([keys[1]?.id]);
    expect((await usage({ group_by: 'key' })).map(({ key_id }) => key_id)).toEqual(
      keys.map(({ id }) => id).sort(),
    );
  });
});

describe('filters', () => {
  test('narrow the sums', async () => {
    const narrowed: [query: Query, requests: number][] = [
      [{ model: 'sim-large' }, 2],
      [{ model: 'simulator/sim-large' }, 2],
      [{ model: 'other/sim-large' }, 0],
      [{ provider: 'simulator' }, 7],
      [{ key_id: keys[1]?.id ?? '' }, 3],
      [{ key_id: keys[1]?.id ?? '', model: 'sim-large' }, 1],
      [{ since: '2999-01-01T00:00:00Z' }, 0],
      [{ until: '2999-01-01T00:00:00Z' }, 9],
    ];
    for (const [query, requests] of narrowed)
      expect([query, (await usage(query))[0]?.requests]).toEqual([query, requests]);
  });

  const wrong: [query: Query, param: string][] = [
    [{ group_by: 'hour' }, 'group_by'],
    [{ group_by: 'day,' }, 'group_by'],
    [{ group_by: '' }, 'group_by'],
    [{ group_by: 'label' }, 'label'],
    [{ label: 'team' }, 'label'],
    [{ group_by: 'label', label: 'Team!' }, 'label'],
    [{ format: 'xml' }, 'format'],
    [{ since: 'monday' }, 'since'],
    [{ until: '2026' }, 'until'],
    [{ key_id: '' }, 'key_id'],
  ];
  test.each(wrong)('%j is refused', async (query, param) => {
    expect(await manage(gateway, 'getUsage', { query })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_parameter', param } },
    });
  });
});

describe('a table', () => {
  const figures =
    'requests,failed_requests,unpriced_requests,prompt_tokens,completion_tokens,cached_tokens,reasoning_tokens,cost_usd';

  test('is CSV with a header line, and says what the JSON says', async () => {
    const query = { group_by: 'key,model' };
    const { text, headers, status } = await table(query);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const [head, ...lines] = text.split('\r\n');
    expect(head).toBe(`key_id,model,${figures}`);
    expect(lines.pop()).toBe('');
    const rows = (await usage(query)).map((sum) => Object.values(sum).map((value) => value ?? ''));
    expect(lines.map((line) => line.split(','))).toEqual(rows.map((row) => row.map(String)));
  });

  test('has no cell that a spreadsheet would run, and quotes what needs it', async () => {
    const { text } = await table({ group_by: 'label', label: 'team' });
    const cells = text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => /^("(?:[^"]|"")*"|[^,]*),/.exec(line)?.[1]);
    expect(cells).toEqual(['', "'+49", "'-1", "'=1+1", "'@here", '"a ""b"", c"', 'search']);
  });

  test('of nothing is a line of zeros, or its header alone', async () => {
    const until = { until: '2000-01-01T00:00:00Z' };
    expect((await table(until)).text).toBe(`${figures}\r\n0,0,0,0,0,0,0,0\r\n`);
    expect((await table({ ...until, group_by: 'day' })).text).toBe(`day,${figures}\r\n`);
  });
});
