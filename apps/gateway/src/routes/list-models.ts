import type { RouteHandlers } from '@parley/types/fastify';
import { describeModel } from '../catalog/describe-model.ts';
import type { Deps } from '../deps.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { supportedParameters } from '../providers/supported-parameters.ts';

/** What can be served now. Made once: neither the catalogue nor the providers change while the gateway runs. */
export const listModels = (deps: Deps): RouteHandlers['listModels'] => {
  const data = deps.catalog.listings.map((listing) =>
    describeModel(listing, supportedParameters(listing, deps)),
  );
  const list = { object: 'list', data } as const;
  return async (incoming, reply) => {
    authenticate(incoming.headers, deps);
    deps.contract.response('listModels', 200, list, incoming.id);
    return reply.code(200).send(list);
  };
};
