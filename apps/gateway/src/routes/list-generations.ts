import type { RouteHandlers } from '@parley/types/fastify';
import type { Deps } from '../deps.ts';
import { visibleTo } from '../keys/visible-keys.ts';
import { listRequests } from '../ledger/read-ledger.ts';
import { parseMoment } from '../moment.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { describeGeneration } from './describe-generation.ts';
import { cursorText, limitOf, readCursor } from './page.ts';
import { checkParameters } from './read-request.ts';

/** What the caller did a moment ago is there too, unless the store lags behind. */
const patienceMs = 250;

export const listGenerations =
  (deps: Deps): RouteHandlers['listGenerations'] =>
  async (incoming, reply) => {
    const { keyId: caller, key } = await authenticate(incoming, null, deps);
    const { query = {} } = incoming;
    checkParameters('listGenerations', { header: incoming.headers, query });
    const { key_id: keyId, model, provider, outcome } = query;
    const limit = limitOf(query.limit);
    await deps.ledger.caughtUp(patienceMs);
    const filter = {
      ...{ visible: visibleTo(key), keyId, model, provider, outcome },
      sinceMs: momentOf(query.since),
      untilMs: momentOf(query.until),
    };
    const asked = { limit: limit + 1, after: readCursor(query.cursor) };
    const found = await deps.reports(caller, (db) => listRequests(db, filter, asked));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const list = {
      object: 'list' as const,
      data: page.map(describeGeneration),
      next_cursor: found.length > limit && last !== undefined ? cursorText(last) : null,
    };
    deps.contract.response('listGenerations', 200, list, incoming.id);
    return reply.code(200).send(list);
  };

const momentOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : parseMoment(text);
