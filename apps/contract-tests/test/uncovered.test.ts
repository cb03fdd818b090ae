// Every field of a conversation is sent and comes back in these tests, but for those that are listed with a reason.
import { type Check, type Context, checks, runCheck } from '@parley/conformance';
import { startSimulator } from '@parley/simulator';
import { sample } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chatRequests } from './arbitraries/chat-requests.ts';
import { addFieldsIn, fieldsOf } from './schema/fields.ts';
import { dataOf } from './support/events.ts';
import { answerWithEverything, priceOfEverything } from './support/generous-answers.ts';
import { apiKey, type RunningGateway, simulatorAt, startTestGateway } from './support/start-gateway.ts';
import { startUpstream } from './support/start-upstream.ts';
import uncovered from './uncovered.json' with { type: 'json' };

const schemas = {
  requests: ['ChatCompletionRequest'],
  answers: ['ChatCompletion', 'ChatStreamEvent', 'ErrorResponse'],
};
const used = { requests: new Set<string>(), answers: new Set<string>() };

const see = (kind: keyof typeof used, values: readonly unknown[]) => {
  for (const value of values) for (const schema of schemas[kind]) addFieldsIn(schema, value, used[kind]);
};

const simulator = await startSimulator();
const generous = await startUpstream(answerWithEverything);
let gateway: RunningGateway;

beforeAll(async () => {
  const { providers } = simulatorAt(simulator.url);
  const models = { everything: { price: priceOfEverything }, cut: { price: priceOfEverything } };
  gateway = await startTestGateway({
    providers: {
      ...providers,
      generous: { adapter: 'openai-compatible', baseUrl: generous.baseUrl, models },
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await generous.close();
  await simulator.close();
});

/** The conformance kit's way to ask, but that what is asked and answered is looked at. */
const watched =
  (ask: Context['chat'], added: object): Context['chat'] =>
  async (body, options) => {
    const answer = await ask(body, options);
    see('requests', [{ model: 'any', ...body, ...added }]);
    see('answers', [answer.json, ...answer.events.map(({ data }) => data)]);
    return answer;
  };

const watchedCheck = (check: Check): Check => ({
  ...check,
  run: (context) =>
    check.run({
      ...context,
      chat: watched(context.chat, {}),
      stream: watched(context.stream, { stream: true }),
    }),
});

/** Asks the provider that says all there is to say. The second time the answer comes from the cache. */
async function askForEverything(model: string, stream: boolean): Promise<void> {
  const messages = [{ role: 'user', content: 'Yes?' }];
  const response = await fetch(`${gateway.baseURL}/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'x-parley-cache': 'on',
    },
    body: JSON.stringify({ model: `generous/${model}`, messages, stream }),
  });
  const text = await response.text();
  see('answers', stream ? dataOf(text) : [JSON.parse(text)]);
}

test('no field goes unused, and none is listed that is used', async () => {
  // Those of properties.test.ts.
  see('requests', sample(chatRequests('plain'), { numRuns: 300, seed: 7 }));
  await askForEverything('everything', false);
  await askForEverything('everything', false);
  await askForEverything('everything', true);
  await askForEverything('cut', true);
  // What waits, or goes wrong, says nothing that others don't.
  const quick = checks.filter(({ area }) => !['abort', 'limits', 'faults', 'idempotency'].includes(area));
  const target = { baseUrl: gateway.baseURL, key: apiKey, model: 'simulator/sim-large', upstream: simulator };
  await Promise.all(quick.map((check) => runCheck(watchedCheck(check), target)));

  for (const kind of ['requests', 'answers'] as const) {
    const fields = [...new Set(schemas[kind].flatMap((schema) => [...fieldsOf(schema)]))];
    const unused = fields.filter((field) => !used[kind].has(field));
    expect(Object.keys(uncovered[kind]).sort(), kind).toEqual(unused.sort());
  }
});
