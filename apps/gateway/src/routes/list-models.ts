import type { Model } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import { validateParameters } from '@parley/validator';
import { createCatalog, type Listing } from '../catalog/catalog.ts';
import { describeModel } from '../catalog/describe-model.ts';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import type { Adapter } from '../providers/adapter.ts';
import { knownProviders } from '../providers/index.ts';
import { supportedParameters } from '../providers/supported-parameters.ts';

/** What can be served now, or everything that is known. Each list is made once for a state of the catalogue. */
export const listModels = (deps: Deps): RouteHandlers['listModels'] => {
  let { listings } = deps.catalog;
  let served = serve(deps);
  let known: Model[] | null = null;
  return async (incoming, reply) => {
    await authenticate(incoming, null, deps);
    const problem = validateParameters('listModels', {
      header: incoming.headers,
      query: incoming.query ?? {},
    });
    if (problem !== null)
      throw gatewayError('invalid_parameter', { message: problem.message }, { param: problem.param });
    if (deps.catalog.listings !== listings) {
      listings = deps.catalog.listings;
      served = serve(deps);
      known = null;
    }
    let data = served;
    if (incoming.query?.available === 'false') {
      known ??= [...served, ...dormant(deps)].sort(byId);
      data = known;
    }
    const list = { object: 'list', data } as const;
    deps.contract.response('listModels', 200, list, incoming.id);
    return reply.code(200).send(list);
  };
};

const serve = (deps: Deps): Model[] => deps.catalog.listings.map((listing) => describe(listing, deps));

/** A listing as the contract shows it, with the adapter that would serve it. */
export function describe(listing: Listing, { providers }: Pick<Deps, 'providers'>, dormant?: Adapter): Model {
  const adapter = providers.get(listing.provider)?.adapter ?? dormant;
  const parameters = adapter === undefined ? [] : supportedParameters(listing.model, adapter);
  return describeModel(listing, parameters, providers.has(listing.provider));
}

/** The models of providers that nobody has switched on. */
const dormant = (deps: Deps): Model[] =>
  Object.entries(knownProviders).flatMap(([provider, { adapter }]) =>
    deps.providers.has(provider)
      ? []
      : createCatalog([{ provider, models: deps.modelsOf(provider) }]).listings.map((listing) =>
          describe(listing, deps, adapter),
        ),
  );

const byId = (a: Model, b: Model): number => (a.id < b.id ? -1 : 1);
