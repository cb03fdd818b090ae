import { type Area, checks, runConformance } from '@parley/conformance';
import { type Simulator, startSimulator } from '@parley/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flawsOfAnswers } from './support/flaws-of-answers.ts';
import { flawsOfRequests } from './support/flaws-of-requests.ts';
import { type Flaw, startPlainGateway } from './support/plain-gateway.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

/** The ids of the checks of an area that a plain gateway with this flaw fails. */
async function failing(flaw: Flaw, area: Area): Promise<string[]> {
  const gateway = await startPlainGateway(simulator, flaw);
  const { results } = await runConformance({
    baseUrl: gateway.url,
    key: 'a-secret-key',
    model: 'sim-large',
    contract: 'openai',
    upstream: simulator,
    timeoutMs: 15_000,
    concurrency: 8,
    only: checks.filter((check) => check.area === area && check.contract === 'openai').map(({ id }) => id),
  });
  await gateway.close();
  expect(results.filter(({ outcome }) => outcome === 'skipped')).toEqual([]);
  return results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
}

const timeout = 30_000;
const areas = ['tools', 'structured', 'reasoning', 'multimodal', 'money', 'forwarding', 'faults'] as const;

test.each(areas)(
  'a plain gateway that tells the truth passes every check of %s',
  { timeout },
  async (area) => {
    expect(await failing({}, area)).toEqual([]);
  },
);

describe('a flaw fails the checks about it, and no others', () => {
  test.each([...flawsOfAnswers, ...flawsOfRequests])(
    'a gateway that %s',
    { timeout },
    async (_, area, flaw, fails) => {
      expect((await failing(flaw, area)).join(' ')).toBe(fails);
    },
  );
});
