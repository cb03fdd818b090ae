// Gateways put a provider in front of a model, and know it without one; or know it by an alias.
import { text } from 'node:stream/consumers';
import { runConformance } from '@parley/conformance';
import { type Simulator, startSimulator } from '@parley/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from './support/serve.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

/** Lists its models with "simulator/" in front. `knows` says which name of a request is which model of the simulator. */
async function startGateway(knows: (name: string) => string | null): Promise<string> {
  const { url } = await serve(async (request, response) => {
    const given = await text(request);
    const [, name = ''] = /"model":"(.*?)"/.exec(given) ?? /\/models\/(.+)/.exec(request.url ?? '') ?? [];
    const model = name === '' ? '' : knows(decodeURIComponent(name));
    const error = { message: 'No such model.', type: 'invalid_request_error', param: 'model', code: null };
    if (model === null) {
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
      return;
    }
    const { method = 'GET', headers } = request;
    const body = method === 'GET' ? null : given.replace(name, model);
    const key = { authorization: headers.authorization ?? '', 'content-type': 'application/json' };
    const answer = await fetch(`${simulator.origin}${(request.url ?? '').replace(name, model)}`, {
      method,
      headers: key,
      body,
    });
    const type = answer.headers.get('content-type') ?? '';
    response.writeHead(answer.status, { 'content-type': type });
    const passed = (await answer.text()).replace(/"(id|model)":"(sim-\w+)"/g, '"$1":"simulator/$2"');
    response.end(passed);
  });
  return url;
}

const withProvider = (name: string) => /^simulator\/(.+)/.exec(name)?.[1] ?? null;
const bare = (name: string) => withProvider(name) ?? (name.startsWith('sim-') ? name : null);
const auto = (name: string) => (name === 'auto' ? 'sim-small' : withProvider(name));

async function outcomes(baseUrl: string, model: string, ...only: string[]) {
  const target = { baseUrl, key: 'any-key', model, contract: 'openai' } as const;
  const { results } = await runConformance({ ...target, only });
  return results.map((result) =>
    [result.id, result.outcome, result.outcome === 'skipped' ? result.reason : ''].join(' ').trim(),
  );
}

test('a model that is asked by its bare name is looked up as it is listed, and so are faults', async () => {
  const url = await startGateway(bare);
  expect(await outcomes(url, 'sim-large', 'L-03', 'L-05', 'F-09', 'F-59')).toEqual([
    'L-03 passed',
    'L-05 passed',
    'F-09 passed',
    'F-59 passed',
  ]);
});

test('of an alias the model that answers is looked up', async () => {
  const url = await startGateway(auto);
  expect(await outcomes(url, 'auto', 'L-03', 'L-05', 'F-09')).toEqual([
    'L-03 passed',
    'L-05 passed',
    `F-09 skipped Needs the simulator's answers, and "auto" is none of its models.`,
  ]);
});

test('where an alias hides a model that is not listed, there is none to look up', async () => {
  const url = await startGateway((name) => (name === 'auto' ? 'fault-comments' : null));
  expect(await outcomes(url, 'auto', 'L-03', 'L-05')).toEqual([
    'L-03 failed',
    'L-05 skipped The list of models has neither "auto" nor the model that answers for it.',
  ]);
});

test('a gateway without faults is not asked for them', async () => {
  const url = await startGateway((name) => (name.includes('fault') ? null : withProvider(name)));
  expect(await outcomes(url, 'simulator/sim-large', 'F-09', 'F-81')).toEqual([
    'F-09 skipped The gateway has no model simulator/fault-500.',
    'F-81 skipped The gateway has no model simulator/fault-crlf.',
  ]);
});
