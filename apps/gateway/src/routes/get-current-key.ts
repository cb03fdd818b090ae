import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { describeBudget, describeKey } from '../keys/describe-key.ts';
import { authenticate } from '../pipeline/authenticate.ts';

export const getCurrentKey =
  (deps: Deps): RouteHandlers['getCurrentKey'] =>
  async (incoming, reply) => {
    const { key } = await authenticate(incoming, null, deps);
    const answer = {
      key: key === null ? null : describeKey(key),
      budget: key === null ? null : await describeBudget(deps.db, key, deps.now()),
    };
    deps.contract.response('getCurrentKey', 200, answer, incoming.id);
    return reply.code(200).send(answer);
  };
