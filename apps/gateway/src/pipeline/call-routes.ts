import type { ChatChunk, ChatCompletionRequest, ErrorMetadata, RoutingAttempt } from '@parley/types';
import { nativeName } from '../catalog/model.ts';
import type { Deps } from '../deps.ts';
import { GatewayError, gatewayError, withMetadata } from '../gateway-error.ts';
import { inlineMedia } from '../media/inline-media.ts';
import { errorTypeOf, type Failure } from '../providers/failure.ts';
import { type Answer, type Attempted, attempt } from './attempt.ts';
import type { Target } from './choose-routes.ts';

export type Routed = { target: Target; attempts: RoutingAttempt[]; answer: Answer; ignored: string[] };

type Call = {
  request: ChatCompletionRequest;
  targets: Target[];
  requestId: string;
  signal: AbortSignal;
  explain: (routing: RoutingAttempt[]) => ErrorMetadata;
  /** Told of each attempt that failed, as it fails. */
  failed: (attempt: RoutingAttempt) => void;
};

/** The only retry and fallback loop: it ends with an answer that has begun, or with the error of the last failure. */
export async function callRoutes({ targets, explain, failed, ...call }: Call, deps: Deps): Promise<Routed> {
  const attempts: RoutingAttempt[] = [];
  const fail = (attempt: RoutingAttempt) => {
    attempts.push(attempt);
    failed(attempt);
  };
  const { maxAttempts } = deps.config.upstream;
  let waiting = targets;
  let last: GatewayError | null = null;
  // Fetched once, however many providers want it so.
  let inlined: ChatCompletionRequest | null = null;
  while (true) {
    const [target, ...others] = attempts.length < maxAttempts ? waiting : [];
    if (target === undefined) throw last ?? gatewayError('no_route', { model: call.request.model });
    const startedAt = deps.clock();
    const { takesUrls } = target.provider.adapter;
    if (!takesUrls) inlined ??= await inlineMedia(call.request, deps.media, call.signal);
    const request = takesUrls || inlined === null ? call.request : inlined;
    const triedAt = { provider: target.provider.id, model: nativeName(target.listing.model) };
    let outcome: Attempted;
    try {
      outcome = await attempt({ ...call, request, target }, deps);
    } catch (thrown) {
      const duration_ms = Math.round(deps.clock() - startedAt);
      fail({ ...triedAt, duration_ms, status_code: 0, error_type: 'abandoned', succeeded: false });
      throw thrown instanceof GatewayError ? withMetadata(thrown, explain(attempts)) : thrown;
    }
    const tried = { ...triedAt, duration_ms: Math.round(deps.clock() - startedAt) };
    if (outcome.ok) {
      attempts.push({ ...tried, status_code: outcome.status, error_type: 'none', succeeded: true });
      return { target, attempts, answer: outcome.answer, ignored: outcome.ignored };
    }
    const { failure } = outcome;
    const triedBefore = attempts.some(
      ({ provider, model }) => provider === tried.provider && model === tried.model,
    );
    fail({ ...tried, status_code: failure.status, error_type: errorTypeOf(failure), succeeded: false });
    deps.log.warn(
      {
        requestId: call.requestId,
        ...tried,
        code: failure.code,
        status: failure.status,
        err: causeOf(failure.cause),
      },
      'attempt failed',
    );
    deps.metrics.attemptFailed(tried.provider, failure.code);
    last = failureError(failure, tried.provider, explain(attempts));
    const next = verdict(failure);
    if (next === 'stop') throw last;
    waiting = next === 'elsewhere' ? others.filter((other) => other.provider !== target.provider) : others;
    // Whether the lost request was carried out is unknown: elsewhere it is tried freely, in the same place once.
    if (next === 'same-once' && waiting.length === 0 && !triedBefore) waiting = [target];
  }
}

/** What a failure means for the next try. */
function verdict({ code }: Failure): 'next' | 'elsewhere' | 'stop' | 'same-once' {
  switch (code) {
    case 'upstream_connection_lost':
      return 'same-once';
    case 'upstream_auth_failed':
    case 'upstream_connect_failed':
    case 'upstream_connect_timeout':
    case 'upstream_dns_failed':
    case 'upstream_tls_failed':
      return 'elsewhere';
    case 'upstream_empty_response':
    case 'upstream_error':
    case 'upstream_event_too_large':
    case 'upstream_invalid_encoding':
    case 'upstream_invalid_response':
    case 'upstream_overloaded':
    case 'upstream_rate_limited':
    case 'upstream_stream_interrupted':
    case 'upstream_stream_stalled':
    case 'upstream_timeout':
      return 'next';
    case 'content_policy_violation':
    case 'context_length_exceeded':
    case 'upstream_invalid_request':
    // It was paid for, and would be as long elsewhere.
    case 'upstream_response_too_large':
      return 'stop';
  }
}

/** A provider's failure as the caller sees it. */
export function failureError(
  { code, status, param = null, retryAfterMs = null, cause }: Failure,
  provider: string,
  metadata: ErrorMetadata,
): GatewayError {
  const model = metadata.requested_model;
  return gatewayError(
    code,
    { provider, status, param, model },
    { param, retryAfterMs, metadata, cause: causeOf(cause) },
  );
}

// An error object of ours or Node's is worth logging; a provider's body isn't, since it may quote the prompt.
const causeOf = (cause: unknown): Error | undefined => (cause instanceof Error ? cause : undefined);

/** The chunks of a stream that has begun, one network read at a time. Throws the error that ended them early. */
export async function* batchesOf(
  { answer, attempts, target }: Routed,
  { explain, signal }: Pick<Call, 'explain' | 'signal'>,
): AsyncGenerator<ChatChunk[], void, void> {
  if (answer.kind !== 'stream') return;
  const { first, rest } = answer;
  try {
    if (first.length > 0) yield first;
    while (true) {
      const step = await rest.next();
      if (signal.aborted) {
        markBroken(attempts, 'abandoned');
        throw signal.reason;
      }
      if (!step.done) {
        if (step.value.length > 0) yield step.value;
        continue;
      }
      // Also undefined, whatever the type says: a generator that ended before it came here gives its value only once.
      if (!step.value) return;
      markBroken(attempts, errorTypeOf(step.value));
      throw failureError(step.value, target.provider.id, explain(attempts));
    }
  } finally {
    await rest.return(null);
  }
}

/** An attempt whose stream broke after all did not succeed. */
function markBroken(attempts: RoutingAttempt[], errorType: RoutingAttempt['error_type']): void {
  const last = attempts.pop();
  if (last !== undefined) attempts.push({ ...last, error_type: errorType, succeeded: false });
}
