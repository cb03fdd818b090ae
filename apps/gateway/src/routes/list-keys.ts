import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { describeKey } from '../keys/describe-key.ts';
import { visibleTo } from '../keys/visible-keys.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { limitOf, readKeyCursor } from './page.ts';
import { checkParameters } from './read-request.ts';

export const listKeys =
  (deps: Deps): RouteHandlers['listKeys'] =>
  async (incoming, reply) => {
    const { key } = await authenticate(incoming, 'keys', deps);
    const { query = {} } = incoming;
    checkParameters('listKeys', { header: incoming.headers, query });
    const visible = visibleTo(key);
    const limit = limitOf(query.limit);
    const found = await deps.keys.list({
      below: visible === 'all' ? null : visible.keyId,
      limit: limit + 1,
      after: readKeyCursor(query.cursor),
    });
    const page = found.slice(0, limit);
    const list = {
      object: 'list' as const,
      data: page.map(describeKey),
      next_cursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
    deps.contract.response('listKeys', 200, list, incoming.id);
    return reply.code(200).send(list);
  };
