import type { RotateKeyRequest } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import { describeKey } from '../keys/describe-key.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { readJson } from '../server/read-json.ts';
import { checkNotRevoked, findKeyToChange } from './find-key.ts';
import { checkBody } from './read-request.ts';

export const rotateKey =
  (deps: Deps): RouteHandlers['rotateKey'] =>
  async (incoming, reply) => {
    const caller = await authenticate(incoming, 'keys', deps);
    const request = checkBody<RotateKeyRequest>(
      'rotateKey',
      await readJson(incoming.raw, deps.config.limits),
    );
    const found = await findKeyToChange(incoming.params.key_id, caller.key, deps);
    checkNotRevoked(found);
    const { id } = found;
    const rotated = await deps.keys.rotate(id, (request.overlap_seconds ?? 0) * 1_000);
    if (rotated === null) throw gatewayError('key_not_found', { id }, { param: 'key_id' });
    deps.knownKeys.forget();
    const answer = { secret: rotated.secret, key: describeKey(rotated.key) };
    deps.contract.response('rotateKey', 200, answer, incoming.id);
    return reply.code(200).send(answer);
  };
