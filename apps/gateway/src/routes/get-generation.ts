import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import { visibleTo } from '../keys/visible-keys.ts';
import { readRequest } from '../ledger/read-ledger.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { describeGeneration } from './describe-generation.ts';

/** A caller asks right after its answer: what is on its way into the store is waited for. */
const patienceMs = 2_000;

export const getGeneration =
  (deps: Deps): RouteHandlers['getGeneration'] =>
  async (incoming, reply) => {
    const { key } = await authenticate(incoming, null, deps);
    const { generation_id: id } = incoming.params;
    const read = () => readRequest(deps.db, id, visibleTo(key));
    let found = await read();
    if (found === null || found.outcome === 'running') {
      await deps.ledger.caughtUp(patienceMs);
      found = await read();
    }
    if (found === null) throw gatewayError('generation_not_found', { id }, { param: 'generation_id' });
    const answer = describeGeneration(found);
    deps.contract.response('getGeneration', 200, answer, incoming.id);
    return reply.code(200).send(answer);
  };
