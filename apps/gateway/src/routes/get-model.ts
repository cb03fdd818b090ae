import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { resolveModel } from '../pipeline/resolve-model.ts';
import { describe } from './list-models.ts';

/** One model, by its id or its bare name. A name that would only be passed through is not in the list, and not here. */
export const getModel =
  (deps: Deps): RouteHandlers['getModel'] =>
  async (incoming, reply) => {
    await authenticate(incoming, null, deps);
    const { model: name } = incoming.params;
    const { catalog } = deps;
    const listing =
      name === 'auto'
        ? undefined
        : resolveModel(name, deps).listings.find((known) => catalog.listings.includes(known));
    if (listing === undefined) {
      throw gatewayError('model_not_found', { model: name, near: catalog.nearest(name) }, { param: 'model' });
    }
    const model = describe(listing, deps);
    deps.contract.response('getModel', 200, model, incoming.id);
    return reply.code(200).send(model);
  };
