import type { UsageSum as ShownSum } from '@parley/types';
import type { RouteHandlers } from '@parley/types/fastify';
import type { FastifyReply } from 'fastify';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import { visibleTo } from '../keys/visible-keys.ts';
import { type Grouping, sumUsage, type UsageSum } from '../ledger/sum-usage.ts';
import { parseMoment } from '../moment.ts';
import { toDecimal } from '../money.ts';
import { authenticate } from '../pipeline/authenticate.ts';
import { toCsv } from './csv.ts';
import { checkParameters } from './read-request.ts';

const groupings = ['day', 'key', 'model', 'provider', 'label'] as const satisfies Grouping[];

const nameOf = { day: 'day', key: 'key_id', model: 'model', provider: 'provider', label: 'label' } as const;

/** What the caller did a moment ago is counted too, unless the store lags behind. */
const patienceMs = 250;

export const getUsage =
  (deps: Deps): RouteHandlers['getUsage'] =>
  async (incoming, reply) => {
    const { keyId, key } = await authenticate(incoming, null, deps);
    const { query = {} } = incoming;
    checkParameters('getUsage', { header: incoming.headers, query });
    const asked = new Set(query.group_by?.split(','));
    const by = groupings.filter((grouping) => asked.has(grouping));
    if (by.includes('label') !== (query.label !== undefined)) {
      const message = '"label" and "group_by=label" go together: the label whose values are summed up by.';
      throw gatewayError('invalid_parameter', { message }, { param: 'label' });
    }
    await deps.ledger.caughtUp(patienceMs);
    const filter = {
      ...{ visible: visibleTo(key), keyId: query.key_id, model: query.model, provider: query.provider },
      sinceMs: query.since === undefined ? undefined : parseMoment(query.since),
      untilMs: query.until === undefined ? undefined : parseMoment(query.until),
    };
    const sums = await deps.reports(keyId, (db) => sumUsage(db, filter, { by, label: query.label ?? null }));
    const data = sums.map((sum) => describeSum(sum, by));
    if (query.format === 'csv') {
      const columns = [...by.map((grouping) => nameOf[grouping]), ...Object.keys(figures(zero))];
      // Its type knows only the JSON of the contract.
      const plain: FastifyReply = reply;
      return plain.code(200).type('text/csv; charset=utf-8').send(toCsv(columns, data));
    }
    const report = { object: 'list' as const, data };
    deps.contract.response('getUsage', 200, report, incoming.id);
    return reply.code(200).send(report);
  };

const zero: UsageSum = {
  ...{ group: [], requests: 0, failed: 0, unpriced: 0, cost: 0n },
  ...{ promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 },
};

const figures = (sum: UsageSum) => ({
  requests: sum.requests,
  failed_requests: sum.failed,
  unpriced_requests: sum.unpriced,
  prompt_tokens: sum.promptTokens,
  completion_tokens: sum.completionTokens,
  cached_tokens: sum.cachedTokens,
  reasoning_tokens: sum.reasoningTokens,
  cost_usd: toDecimal(sum.cost),
});

const describeSum = (sum: UsageSum, by: readonly Grouping[]): ShownSum => ({
  ...Object.fromEntries(by.map((grouping, index) => [nameOf[grouping], sum.group[index] ?? null])),
  ...figures(sum),
});
