import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import { describeKey } from '../keys/describe-key.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { findKeyToChange } from './find-key.ts';

export const revokeKey =
  (deps: Deps): RouteHandlers['revokeKey'] =>
  async (incoming, reply) => {
    const caller = await authenticate(incoming, 'keys', deps);
    const { id } = await findKeyToChange(incoming.params.key_id, caller.key, deps);
    const revoked = await deps.keys.revoke(id);
    if (revoked === null) throw gatewayError('key_not_found', { id }, { param: 'key_id' });
    deps.knownKeys.forget();
    const answer = describeKey(revoked);
    deps.contract.response('revokeKey', 200, answer, incoming.id);
    return reply.code(200).send(answer);
  };
