import { CannotRun, checks, runConformance } from '@parley/conformance';
import { type Simulator, startSimulator } from '@parley/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The simulator is a server that any OpenAI client can ask, and goes wrong in one way when a header says so.
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ apiKey: 'a-secret-key' });
});
afterAll(() => simulator.close());

const run = (fault: string | null, only?: string[]) =>
  runConformance({
    baseUrl: simulator.url,
    key: 'a-secret-key',
    model: 'sim-large',
    contract: 'openai',
    timeoutMs: 10_000,
    headers: fault === null ? {} : { 'x-simulator-fault': fault },
    ...(only === undefined ? {} : { only }),
  });

describe('a gateway that goes wrong fails the check about it', () => {
  test.each([
    ['no-done', ['S-13', 'S-22']],
    ['done-twice', ['S-10']],
    ['after-done', ['S-11', 'S-22']],
    ['no-finish', ['C-03', 'S-07', 'Q-01']],
    ['no-usage', ['S-08', 'S-24', 'Q-20']],
    ['negative-usage', ['C-01', 'S-01']],
    ['absurd-usage', ['C-01', 'S-20']],
    ['tool-index-zero', ['S-04', 'Q-05']],
    ['tool-index-missing', ['S-01']],
    ['comments', ['S-01']],
    ['blank', ['C-07', 'C-10', 'S-26', 'Q-01']],
    ['wrong-content-type', ['C-02', 'S-21']],
    ['gzip', ['C-14', 'S-30']],
    ['clean-eof', ['S-13']],
  ])('%s', async (fault, ids) => {
    const { results } = await run(fault, ids);
    expect(results.map(({ id, outcome }) => [id, outcome])).toEqual(ids.map((id) => [id, 'failed']));
  });
});

test('a failure shows the request and the answer as they were, without the key', async () => {
  const { results } = await run('no-done', ['S-22']);
  const [failure] = results;
  if (failure?.outcome !== 'failed') throw new Error('S-22 passed.');
  expect(failure.expected).toBe('the last data "[DONE]"');
  expect(failure.exchanges).toMatchObject([
    {
      request: {
        method: 'POST',
        url: `${simulator.url}/chat/completions`,
        headers: { authorization: 'Bearer <key>' },
        body: '{"model":"sim-large","messages":[{"role":"user","content":"Hello!"}],"stream":true}',
      },
      answer: { status: 200, body: expect.stringMatching(/^data: /) },
    },
  ]);
  expect(JSON.stringify(results)).not.toContain('a-secret-key');
});

test('a check that needs what there is not is skipped, with the reason', async () => {
  const { results } = await run(null, ['H-01']);
  expect(results).toMatchObject([
    { outcome: 'skipped', reason: 'Needs to see what reaches the provider: run with --upstream.' },
  ]);
});

test('results come in the order of the checks, and each is told as it comes', async () => {
  const told: string[] = [];
  const { results } = await runConformance({
    baseUrl: simulator.url,
    key: 'a-secret-key',
    model: 'sim-large',
    contract: 'openai',
    profile: 'reasoning',
    concurrency: 3,
    onResult: ({ id }, done, all) => told.push(`${done}/${all} ${id}`),
  });
  const expected = checks.filter(({ area, contract }) => area === 'reasoning' && contract === 'openai');
  expect(results.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  expect(told).toHaveLength(results.length);
});

test.each([
  ['a wrong key', { key: 'another-key' }, 'The gateway does not take the key'],
  ['a model that is unknown', { model: 'gpt-17' }, 'no model "gpt-17"'],
  [
    'a port where nobody listens',
    { baseUrl: 'http://127.0.0.1:9/v1' },
    'Nothing answers at http://127.0.0.1:9/v1',
  ],
])('with %s there is nothing to check', async (_, wrong, message) => {
  const target = { baseUrl: simulator.url, key: 'a-secret-key', model: 'sim-large', ...wrong };
  const failed = runConformance(target);
  await expect(failed).rejects.toThrow(CannotRun);
  await expect(failed).rejects.toThrow(message);
});
