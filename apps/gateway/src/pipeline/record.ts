import type { ChatCompletionRequest, ChatMetadata, ErrorCode, RoutingAttempt, Usage } from '@parley/types';
import { listingId } from '../catalog/catalog.ts';
import type { Deps } from '../deps.ts';
import { toGatewayError } from '../gateway-error.ts';
import type { Routed } from './call-routes.ts';

/** `failed` also when a stream broke after its first token; `aborted` when the caller hung up. */
export type Outcome = 'completed' | 'failed' | 'aborted';

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
  attempts: readonly RoutingAttempt[];
  usage: Usage | null;
  usageSource: ChatMetadata['usage_source'] | null;
  durationMs: number;
};

export type OpenRecord = {
  /** A provider was asked in vain. */
  failed(attempt: RoutingAttempt): void;
  /** An answer began. */
  began(routed: Routed): void;
  /** What it used, so far or in all. */
  used(usage: Usage, source: ChatMetadata['usage_source']): void;
  /** Writes it down: once, whatever ends the request and however often this is called. */
  close(outcome: Outcome, reason?: unknown): void;
};

type Opening = {
  requestId: string;
  keyId: string;
  request: ChatCompletionRequest;
  labels: Record<string, string>;
};

export function openRecord(opening: Opening, deps: Pick<Deps, 'clock' | 'log' | 'metrics'>): OpenRecord {
  const { requestId, keyId, request, labels } = opening;
  const startedAt = deps.clock();
  const failedAttempts: RoutingAttempt[] = [];
  let routed: Routed | null = null;
  let used: Pick<RequestRecord, 'usage' | 'usageSource'> = { usage: null, usageSource: null };
  let written = false;
  return {
    failed: (attempt) => {
      failedAttempts.push(attempt);
    },
    began: (given) => {
      routed = given;
    },
    used: (usage, usageSource) => {
      used = { usage, usageSource };
    },
    close(outcome, reason) {
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
        usedModel: routed === null ? null : listingId(routed.target.listing),
        attempts: routed?.attempts ?? failedAttempts,
        ...used,
        durationMs: Math.round(deps.clock() - startedAt),
      };
      deps.metrics.requestEnded(record);
      deps.log.info(record, 'request');
    },
  };
}
