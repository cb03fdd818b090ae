import type {
  ChatCompletionRequest,
  ChatMetadata,
  ErrorCode,
  PriceRow,
  RoutingAttempt,
  Usage,
} from '@parley/types';
import { listingId } from '../catalog/catalog.ts';
import type { Deps } from '../deps.ts';
import { gatewayError, toGatewayError } from '../gateway-error.ts';
import type { OpenedRequest } from '../ledger/ledger.ts';
import type { UsageAnomaly } from '../providers/reported-usage.ts';
import type { Routed, Spent } from './call-routes.ts';
import type { RecalledAnswer } from './recall.ts';

/** `failed` also when a stream broke after its first token; `aborted` when the caller hung up. */
export type Outcome = 'completed' | 'failed' | 'aborted';

/**
 * An attempt, and of one that failed what its provider says was used all the same, or else whether it may charge for
 * it. That is no cost of the caller's.
 */
export type RecordedAttempt = RoutingAttempt & { usage?: Usage; may_be_charged?: boolean };

/** What is kept of a request: how it went and what it cost. Never a word of the prompt or the answer. */
export type RequestRecord = {
  requestId: string;
  keyId: string;
  requestedModel: string;
  streamed: boolean;
  /** From `x-parley-*` headers. */
  labels: Readonly<Record<string, string>>;
  /** The caller's own, from the request. */
  metadata: Readonly<Record<string, string>>;
  outcome: Outcome;
  errorCode: ErrorCode | null;
  /** `provider/model` that answered, or began to. */
  usedModel: string | null;
  attempts: readonly RecordedAttempt[];
  /** What the caller is charged for: never what failed attempts used. */
  usage: Usage | null;
  usageSource: ChatMetadata['usage_source'] | null;
  /** What was wrong with the provider's counts. */
  usageAnomalies: readonly UsageAnomaly[];
  /** What was counted with, where usage was estimated. */
  tokenizer?: string;
  /** What the cost was computed with. */
  price: PriceRow | null;
  /** Whether the answer came from the response cache. */
  cached: boolean;
  /** Why there is no cost. */
  unpriced: readonly string[];
  durationMs: number;
};

export type OpenRecord = {
  /** A provider was asked in vain; what it says was used comes with its cost. */
  failed(attempt: RoutingAttempt, spent: Omit<Spent, 'usage'> & { usage: Usage | null }): void;
  /** An answer began. */
  began(routed: Routed): void;
  /** The answer was there already: nobody is asked, and nothing charged. */
  recalled(answer: RecalledAnswer): void;
  /** What it used, so far or in all. */
  used(settled: Settled, claim: { price?: PriceRow; unpriced?: string[] }): void;
  /**
   * Writes it down: once, whatever ends the request and however often this is called. Resolves when it is on disk.
   * Rejects where that can't be had, and an answer that is off the books must not go out.
   */
  close(outcome: Outcome, reason?: unknown): Promise<void>;
};

type Settled = {
  usage: Usage;
  source: ChatMetadata['usage_source'];
  tokenizer: string | null;
  anomalies: readonly UsageAnomaly[];
};

const nothingUsed = {
  usage: null,
  usageSource: null,
  usageAnomalies: [],
  price: null,
  cached: false,
  unpriced: [],
};

type Opening = {
  requestId: string;
  keyId: string;
  request: ChatCompletionRequest;
  labels: Record<string, string>;
  booked: OpenedRequest;
};

export function openRecord(opening: Opening, deps: Pick<Deps, 'clock' | 'log' | 'metrics'>): OpenRecord {
  const { requestId, keyId, request, labels, booked } = opening;
  const startedAt = deps.clock();
  const failedAttempts: RecordedAttempt[] = [];
  let routed: Routed | null = null;
  let used: Pick<RequestRecord, keyof typeof nothingUsed | 'tokenizer'> = nothingUsed;
  let usedModel: string | null = null;
  let written = false;
  return {
    failed: (attempt, { usage, mayBeCharged }) => {
      if (usage !== null) failedAttempts.push({ ...attempt, usage });
      else failedAttempts.push(mayBeCharged ? { ...attempt, may_be_charged: true } : attempt);
    },
    began: (given) => {
      routed = given;
      usedModel = listingId(given.target.listing);
    },
    recalled: ({ usage, metadata }) => {
      used = { ...nothingUsed, usage, usageSource: metadata.usage_source, cached: true };
      usedModel = `${metadata.used_provider}/${metadata.used_model}`;
    },
    used: ({ usage, source, tokenizer, anomalies }, { price = null, unpriced = [] }) => {
      used = {
        usage,
        usageSource: source,
        usageAnomalies: anomalies,
        ...(tokenizer === null ? {} : { tokenizer }),
        price,
        cached: false,
        unpriced,
      };
    },
    async close(outcome, reason) {
      if (written) return;
      written = true;
      const error = outcome === 'failed' ? toGatewayError(reason) : null;
      const record: RequestRecord = {
        requestId,
        keyId,
        requestedModel: request.model,
        streamed: request.stream === true,
        labels,
        metadata: request.metadata ?? {},
        outcome,
        errorCode: error?.code ?? null,
        usedModel,
        // Those that failed are known here with what they used; the last one is the one that answered.
        attempts: [...failedAttempts, ...(routed?.attempts.slice(-1).map(chargedWhereBroken) ?? [])],
        ...used,
        durationMs: Math.round(deps.clock() - startedAt),
      };
      deps.metrics.requestEnded(record);
      deps.log.info(record, 'request');
      const isOnRecord = await booked.settle(record);
      if (outcome === 'completed' && !isOnRecord) throw gatewayError('ledger_unavailable');
    },
  };
}

/** A stream that broke had begun: its provider may charge for that. */
const chargedWhereBroken = (attempt: RoutingAttempt): RecordedAttempt =>
  attempt.succeeded ? attempt : { ...attempt, may_be_charged: true };
