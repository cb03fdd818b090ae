import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { describeKey } from '../keys/describe-key.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { findKey } from './find-key.ts';

export const getKey =
  (deps: Deps): RouteHandlers['getKey'] =>
  async (incoming, reply) => {
    const caller = await authenticate(incoming, null, deps);
    const answer = describeKey(await findKey(incoming.params.key_id, caller.key, deps));
    deps.contract.response('getKey', 200, answer, incoming.id);
    return reply.code(200).send(answer);
  };
