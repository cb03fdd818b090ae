import type { CreateKeyRequest } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { describeKey } from '../keys/describe-key.ts';
import { newSettings } from '../keys/settings.ts';
import { authenticate, invalidApiKey } from '../pipeline/authenticate.ts';
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
    const { key, secret } = await deps.keys.create(caller.key?.id ?? null, (creator) => {
      // It may have been revoked since it was let in.
      if (creator !== null && creator.revokedAtMs !== null) throw invalidApiKey();
      const settings = newSettings(request, creator, deps.now());
      checkWithin(settings, creator);
      return settings;
    });
    const answer = { secret, key: describeKey(key) };
    deps.contract.response('createKey', 201, answer, incoming.id);
    return reply.code(201).send(answer);
  };
