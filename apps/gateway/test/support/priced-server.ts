import { type FaultServer, faultServer, type Program } from './fault-server.ts';
import { type TestGateway, testGateway } from './test-gateway.ts';

/** Dollars per million tokens of every model below, and the most tokens that an answer has. */
export const rates = { input: '2', output: '8' };
export const longestAnswer = 100;

/** What "Say hello." is taken to be before it is sent. */
export const promptTokens = 7;

/** The counts of the longest answer: it costs what is set aside for it. */
export const wholeUsage = {
  ...{ prompt_tokens: promptTokens, completion_tokens: longestAnswer },
  total_tokens: promptTokens + longestAnswer,
};
/** Dollars, exactly. */
export const wholeCost = '0.000814';

type Options = NonNullable<Parameters<typeof testGateway>[1]>;

/** A provider `it` whose models do what the programs say, all at one price, and a gateway before it. */
export async function pricedServer(
  programs: { [model: string]: Program },
  { config = {}, ...options }: Options & { config?: Parameters<typeof testGateway>[0] } = {},
): Promise<{ upstream: FaultServer; gateway: TestGateway; close(): Promise<void> }> {
  const upstream = await faultServer(programs);
  const gateway = await testGateway(pricedConfig(upstream, Object.keys(programs), config), options);
  return {
    upstream,
    gateway,
    async close() {
      await gateway.close();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

/** The configuration of another gateway before the same provider. */
export function pricedConfig(
  upstream: FaultServer,
  models: string[],
  config: Parameters<typeof testGateway>[0] = {},
): Parameters<typeof testGateway>[0] {
  const facts = {
    abilities: ['streaming' as const],
    output_tokens: longestAnswer,
    price: { as_of: '2026-01-01', ...rates },
  };
  return {
    ...config,
    providers: {
      it: {
        adapter: 'openai-compatible',
        baseUrl: upstream.url,
        models: Object.fromEntries(models.map((model) => [model, facts])),
      },
      ...config.providers,
    },
  };
}
