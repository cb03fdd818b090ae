import type { CreateKeyRequest } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { describeKey } from '../keys/describe-key.ts';
import { newSettings } from '../keys/settings.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { readJson } from '../server/read-json.ts';
import { checkWithin } from './find-key.ts';
import { checkBody } from './read-request.ts';

export const createKey =
  (deps: Deps): RouteHandlers['createKey'] =>
  async (incoming, reply) => {
    const caller = await authenticate(incoming, 'keys', deps);
    const request = checkBody<CreateKeyRequest>(
      'createKey',
      await readJson(incoming.raw, deps.config.limits),
    );
    const settings = newSettings(request, caller.key, deps.now());
    checkWithin(settings, caller.key);
    const { key, secret } = await deps.keys.create(settings, caller.key);
    const answer = { secret, key: describeKey(key) };
    deps.contract.response('createKey', 201, answer, incoming.id);
    return reply.code(201).send(answer);
  };
