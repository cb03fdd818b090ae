import type { ChatCompletionRequest } from '@parley/types';
import { Pool } from 'undici';
import { createCatalog, type ProviderModels } from '../../src/catalog/catalog.ts';
import { type CatalogModel, uncataloguedModel } from '../../src/catalog/model.ts';
import { type ConfigFile, readConfig } from '../../src/config.ts';
import { GatewayError } from '../../src/gateway-error.ts';
import { type Choice, chooseRoutes } from '../../src/pipeline/choose-routes.ts';
import { resolveModel } from '../../src/pipeline/resolve-model.ts';
import type { Adapter } from '../../src/providers/adapter.ts';
import { openaiCompatible } from '../../src/providers/openai-compatible/index.ts';
import type { TargetHealth } from '../../src/routing/health.ts';
import { createRandom } from '../../src/routing/random.ts';
import { noRules, type Rules } from '../../src/routing/rules.ts';

/** A model with a price per million tokens, of prompt and answer alike; `null`: none is known. */
export const model = (
  id: string,
  perMillion: string | null,
  given: Partial<CatalogModel> = {},
): CatalogModel => ({
  ...uncataloguedModel(id),
  context_tokens: 10_000,
  abilities: ['streaming'],
  prices:
    perMillion === null ? [] : [{ as_of: '2026-01-01', source: 'x', input: perMillion, output: perMillion }],
  ...given,
});

export type Measurements = { [target: string]: Partial<TargetHealth> };

type Shop = {
  models: ProviderModels[];
  adapters?: { [provider: string]: Adapter };
  config?: Pick<ConfigFile, 'auto' | 'routing'>;
  health?: Measurements;
  seed?: number;
};

export type Given = Partial<ChatCompletionRequest> & {
  fallback?: boolean;
  sessionId?: string;
  rules?: Partial<Rules>;
};

export type Chooser = (name: string, given?: Given) => Choice;

// Once: to compile the schema takes longer than a choice.
const defaults = readConfig({}, 'the test');

const unmeasured: TargetHealth = {
  uptime: 1,
  firstTokenMs: null,
  tokensPerSecond: null,
  calls: 0,
  state: 'ready',
  untilMs: 0,
};

/** The choice among these models, without a gateway around it. Health is as it is said, and never changes by itself. */
export function chooser({ models, adapters = {}, config = {}, health = {}, seed = 1 }: Shop): Chooser {
  const catalog = createCatalog(models);
  const address = { origin: 'http://127.0.0.1:1', basePath: '', headers: {} };
  const providers = new Map(
    models.map(({ provider: id }) => [
      id,
      { id, adapter: adapters[id] ?? openaiCompatible, pool: new Pool(address.origin), ...address },
    ]),
  );
  const deps = {
    catalog,
    providers,
    config: {
      ...defaults,
      auto: { ...defaults.auto, ...config.auto },
      routing: { ...defaults.routing, exploration: 0, ...config.routing },
    },
    health: {
      of: (target: string) => ({ ...unmeasured, ...health[target] }),
      begin: () => {},
      keyFor: () => 0,
      observe: () => {},
    },
    random: createRandom(seed),
    now: () => Date.parse('2026-11-23'),
  };
  return (name, { fallback = true, sessionId, rules, ...given } = {}) => {
    const request = { model: name, messages: [{ role: 'user' as const, content: 'Hello.' }], ...given };
    const named = [name, ...(request.models ?? [])].map((each) => resolveModel(each, deps));
    return chooseRoutes(
      { request, named, fallback, sessionId: sessionId ?? null, rules: { ...noRules, ...rules } },
      deps,
    );
  };
}

export const idsOf = ({ candidates }: Choice): string[] => candidates.map(({ id }) => id);

export const targetsOf = ({ targets }: Choice): string[] =>
  targets.map(({ provider, listing }) => `${provider.id}/${listing.model.id}`);

/** The refusal that the choice ends with. */
export function refusalOf(choose: () => unknown): GatewayError {
  try {
    choose();
  } catch (thrown) {
    if (thrown instanceof GatewayError) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was refused.');
}
