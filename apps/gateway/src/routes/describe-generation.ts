import type { Generation } from '@parley/types';
import type { BookedRequest } from '../ledger/read-ledger.ts';
import { toDecimal } from '../money.ts';

/** A request on the books as the contract shows it. */
export function describeGeneration({ record, cost, ...booked }: BookedRequest): Generation {
  const slash = record?.usedModel?.indexOf('/') ?? -1;
  return {
    id: booked.id,
    object: 'generation',
    request_id: booked.givenId,
    key_id: booked.keyId,
    created_at: new Date(booked.createdAtMs).toISOString(),
    outcome: booked.outcome,
    error_code: record?.errorCode ?? null,
    requested_model: booked.requestedModel,
    used_model: record?.usedModel?.slice(slash + 1) ?? null,
    used_provider: record?.usedModel?.slice(0, slash) ?? null,
    streamed: record?.streamed ?? null,
    cached: record?.cached ?? false,
    routing: (record?.attempts ?? []).map(({ usage = null, may_be_charged = false, ...attempt }) => ({
      ...attempt,
      usage,
      may_be_charged,
    })),
    usage: record?.usage ?? null,
    usage_source: record?.usageSource ?? null,
    usage_anomalies: [...(record?.usageAnomalies ?? [])],
    price: record?.price ?? null,
    cost_usd: cost === null ? null : toDecimal(cost),
    duration_ms: record?.durationMs ?? null,
    labels: record?.labels ?? {},
    metadata: record?.metadata ?? {},
  };
}
