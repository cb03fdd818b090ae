import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { ConfigFile } from '../../src/config.ts';
import { type Exchange, type FaultServer, faultServer, type Program } from '../support/fault-server.ts';
import { completion, goodStream, httpAnswer, streamAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';
import { answer } from './upstream-fault-row.ts';

export const sound = answer(httpAnswer(completion()), streamAnswer(goodStream('Hello')));

/** To a request for the first provider, and for the second should that fail. */
export const withFallback = { model: 'first/m', models: ['second/m'] };

export type ScriptedProviders = {
  /** What a provider does now, by its name; it is sound without. */
  does: { [provider: string]: Program };
  /** Starts a gateway with two providers of the models m and n, the first the cheaper, or those of the file. */
  start(file?: ConfigFile, environment?: { [name: string]: string }): Promise<TestGateway>;
  /** A provider whose calls `does[name]` answers. */
  at(name: string, more?: object): object;
  /** The calls since the last time. */
  calls(): Exchange[];
  /** The same, as `provider/model`. */
  asked(): string[];
  metrics(): Promise<string>;
};

/** Providers whose behaviour a test changes as it goes, and a gateway for each test. Called once in a file. */
export function scriptedProviders(): ScriptedProviders {
  const does: ScriptedProviders['does'] = {};
  let faults: FaultServer | null = null;
  let gateway: TestGateway | null = null;
  beforeAll(async () => {
    const program: Program = (exchange) => (does[exchange.headers['x-is'] ?? ''] ?? sound)(exchange);
    faults = await faultServer({ m: program, n: program });
  });
  beforeEach(() => {
    calls();
    for (const provider of Object.keys(does)) delete does[provider];
  });
  afterEach(() => gateway?.close());
  afterAll(() => faults?.[Symbol.asyncDispose]());

  const calls = () => faults?.exchanges.splice(0) ?? [];
  const at = (name: string, more: object = {}) => ({
    adapter: 'openai-compatible',
    baseUrl: faults?.url ?? '',
    headers: { 'x-is': name },
    ...more,
  });
  const priced = (input: string) => {
    const price = { as_of: '2026-01-01', input, output: input };
    return { models: { m: { price }, n: { price } } };
  };
  return {
    does,
    async start(file = {}, environment = {}) {
      gateway = await testGateway(
        {
          providers: { first: at('first', priced('1')), second: at('second', priced('2')) },
          // Where a request goes first is its own matter; what is of interest here is who is passed over.
          routing: { exploration: 0, uptimeThreshold: 0 },
          ...file,
        },
        { environment },
      );
      return gateway;
    },
    at,
    calls,
    asked: () => calls().map(({ model, headers }) => `${headers['x-is']}/${model}`),
    metrics: async () => (await fetch(`${gateway?.url}/metrics`)).text(),
  };
}
