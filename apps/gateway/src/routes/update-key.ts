import type { UpdateKeyRequest } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import { describeKey } from '../keys/describe-key.ts';
import { exceeds } from '../keys/exceeds.ts';
import type { Key, KeySettings } from '../keys/key.ts';
import { changedSettings } from '../keys/settings.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { readJson } from '../server/read-json.ts';
import { checkNotRevoked, checkWithin, findKeyToChange } from './find-key.ts';
import { checkBody } from './read-request.ts';

export const updateKey =
  (deps: Deps): RouteHandlers['updateKey'] =>
  async (incoming, reply) => {
    const caller = await authenticate(incoming, 'keys', deps);
    const request = checkBody<UpdateKeyRequest>(
      'updateKey',
      await readJson(incoming.raw, deps.config.limits),
    );
    const { id } = await findKeyToChange(incoming.params.key_id, caller.key, deps);
    const changed = await deps.keys.update(id, ({ key, creator, children }) => {
      checkNotRevoked(key);
      const settings = changedSettings(key, request, deps.now());
      checkWithin(settings, creator);
      checkChildren(settings, children);
      return settings;
    });
    if (changed === null) throw gatewayError('key_not_found', { id }, { param: 'key_id' });
    deps.knownKeys.forget();
    const answer = describeKey(changed);
    deps.contract.response('updateKey', 200, answer, incoming.id);
    return reply.code(200).send(answer);
  };

/** A key that gets less than the keys below it have would leave them with more than it. */
function checkChildren(settings: KeySettings, children: readonly Key[]): void {
  for (const child of children) {
    const field = exceeds(child, settings);
    if (field === null) continue;
    const message = `Key "${child.id}", which was made from this one, would have more of "${field}" than it. Change that one first.`;
    throw gatewayError('invalid_parameter', { message }, { param: field });
  }
}
