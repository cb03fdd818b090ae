import { setTimeout } from 'node:timers/promises';
import type { ChatChunk, ChatCompletionRequest, ErrorMetadata, RoutingAttempt } from '@parley/types';
import { listingId } from '../catalog/catalog.ts';
import { nativeName } from '../catalog/model.ts';
import type { Deps } from '../deps.ts';
import { GatewayError, gatewayError, withMetadata } from '../gateway-error.ts';
import { inlineMedia } from '../media/inline-media.ts';
import { errorTypeOf, type Failure, mayBeCharged } from '../providers/failure.ts';
import type { ReportedUsage } from '../providers/reported-usage.ts';
import { nextTarget, soonestOf } from '../routing/next-target.ts';
import { waitingAfter } from '../routing/waiting-after.ts';
import { type Answer, type Attempted, attempt } from './attempt.ts';
import type { Target } from './choose-routes.ts';

export type Routed = {
  target: Target;
  /** The place of the provider's key that was used. */
  key: number;
  attempts: RoutingAttempt[];
  answer: Answer;
  ignored: string[];
  /** When it began, on the clock of `deps.clock`: the whole answer, or the first token of its stream. */
  beganAt: number;
  /** From the start of the attempt to then. */
  beganAfterMs: number;
};

type Call = {
  request: ChatCompletionRequest;
  targets: Target[];
  requestId: string;
  signal: AbortSignal;
  deadlineMs: number;
  explain: (routing: RoutingAttempt[]) => ErrorMetadata;
  /** Told of each attempt that failed, as it fails. */
  failed: (attempt: RoutingAttempt, target: Target, spent: Spent) => void;
};

/** What a failed attempt may have cost: what its provider says was used all the same, and whether it may charge. */
export type Spent = { usage: ReportedUsage | null; mayBeCharged: boolean };

/**
 * The only retry and fallback loop: it ends with an answer that has begun, or with the error of the last failure.
 * Who limits requests or is broken is passed over while others are left; what when nobody is, nextTarget says.
 */
export async function callRoutes({ targets, explain, failed, ...call }: Call, deps: Deps): Promise<Routed> {
  const { request, requestId, signal, deadlineMs } = call;
  const { maxAttempts } = deps.config.upstream;
  const attempts: RoutingAttempt[] = [];
  const fail = (tried: RoutingAttempt, target: Target, spent: Spent) => {
    attempts.push(tried);
    failed(tried, target, spent);
  };
  const asked = new Set<Target>();
  let waiting = targets;
  let last: GatewayError | null = null;
  // Fetched once, however many providers want it so.
  let inlined: ChatCompletionRequest | null = null;
  deps.retries.earn();
  while (true) {
    const next =
      attempts.length < maxAttempts ? whoIsNext(waiting, { isFirst: last === null, deadlineMs }, deps) : null;
    if (next === null)
      throw last ?? nobodyLeft(waiting, { model: request.model, metadata: explain(attempts) }, deps);
    if (last !== null && !deps.retries.spend()) {
      deps.log.warn({ requestId, code: last.code }, 'retry budget exhausted');
      deps.metrics.retryRefused();
      throw last;
    }
    const { target, waitMs } = next;
    if (waitMs > 0) await setTimeout(waitMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) throw told(signal.reason, explain(attempts));
    const startedAt = deps.clock();
    const triedAt = { provider: target.provider.id, model: nativeName(target.listing.model) };
    const targetId = listingId(target.listing);
    let key = 0;
    let isAsked = false;
    let outcome: Attempted;
    try {
      const { takesUrls } = target.provider.adapter;
      if (!takesUrls) inlined ??= await inlineMedia(request, deps.media, signal);
      const given = takesUrls || inlined === null ? request : inlined;
      deps.health.begin(targetId);
      key = deps.health.keyFor(targetId);
      isAsked = true;
      const isLast = next.isLast || attempts.length + 1 >= maxAttempts;
      outcome = await attempt({ request: given, target, key, requestId, signal, isLast }, deps);
    } catch (thrown) {
      const duration_ms = Math.round(deps.clock() - startedAt);
      const abandoned = {
        ...triedAt,
        duration_ms,
        status_code: 0,
        error_type: 'abandoned',
        succeeded: false,
      };
      fail(abandoned, target, { usage: null, mayBeCharged: isAsked });
      deps.metrics.attemptEnded(triedAt.provider, 'abandoned');
      throw told(thrown, explain(attempts));
    }
    const beganAt = deps.clock();
    const beganAfterMs = beganAt - startedAt;
    const tried = { ...triedAt, duration_ms: Math.round(beganAfterMs) };
    if (outcome.ok) {
      const { answer, ignored } = outcome;
      attempts.push({ ...tried, status_code: outcome.status, error_type: 'none', succeeded: true });
      const routed = { target, key, attempts, answer, ignored, beganAt, beganAfterMs };
      if (answer.kind === 'whole') observeSuccess(routed, answer.answer.usage, deps);
      return routed;
    }
    const { failure } = outcome;
    const failedSo = { status_code: failure.status, error_type: errorTypeOf(failure), succeeded: false };
    fail({ ...tried, ...failedSo }, target, {
      usage: failure.usage ?? null,
      mayBeCharged: mayBeCharged(failure),
    });
    observeFailure({ target, key }, failure, deps);
    const { code, status } = failure;
    deps.log.warn({ requestId, ...tried, code, status, err: causeOf(failure.cause) }, 'attempt failed');
    last = failureError(failure, tried.provider, explain(attempts));
    const others = waiting.filter((other) => other !== target);
    const isOrderGiven = (request.models ?? []).length > 0;
    const isRepeated = asked.has(target);
    const mayWait = deps.config.upstream.longestWaitMs > 0;
    const hasOtherKey = isKeyed(target) && deps.health.of(targetId).state === 'ready';
    const left = waitingAfter({ failure, target, others, isRepeated, isOrderGiven, mayWait, hasOtherKey });
    if (left === null || signal.aborted) throw last;
    waiting = left;
    asked.add(target);
  }
}

const isKeyed = ({ provider }: Target): boolean => (provider.otherHeaders ?? []).length > 0;

const told = (thrown: unknown, metadata: ErrorMetadata): unknown =>
  thrown instanceof GatewayError ? withMetadata(thrown, metadata) : thrown;

type Moment = { isFirst: boolean; deadlineMs: number };
type World = Pick<Deps, 'health' | 'clock' | 'config' | 'metrics'>;

const healthOf = (targets: Target[], { health }: Pick<Deps, 'health'>) =>
  targets.map((target) => ({ target, ...health.of(listingId(target.listing)) }));

/** Whom to ask, after which wait, and whether nobody would be left if that failed. `null`: nobody. */
function whoIsNext(waiting: Target[], { isFirst, deadlineMs }: Moment, deps: World) {
  const nowMs = deps.clock();
  const candidates = healthOf(waiting, deps);
  const longestWaitMs = Math.min(deps.config.upstream.longestWaitMs, deadlineMs - nowMs);
  const next = nextTarget(candidates, { nowMs, longestWaitMs, isFirst });
  if (next === null) return null;
  const { target } = next.candidate;
  const isLast = !candidates.some((other) => other.target !== target && other.state === 'ready');
  return { target, waitMs: next.waitMs, isLast };
}

/** Why nobody was asked: there is nobody, or all limit requests, and for how long still. */
function nobodyLeft(
  waiting: Target[],
  { model, metadata }: { model: string; metadata: ErrorMetadata },
  deps: World,
): GatewayError {
  const soonest = soonestOf(healthOf(waiting, deps));
  if (soonest === null) return gatewayError('no_route', { model });
  const retryAfterMs = Math.max(0, Math.ceil(soonest.untilMs - deps.clock()));
  const { provider } = soonest.target;
  return gatewayError('upstream_rate_limited', { provider: provider.id }, { retryAfterMs, metadata });
}

function observeFailure(
  { target: { listing }, key }: Pick<Routed, 'target' | 'key'>,
  { code, status, retryAfterMs = null }: Failure,
  deps: World,
): void {
  deps.health.observe(listingId(listing), { kind: 'failed', code, status, retryAfterMs, key });
  deps.metrics.attemptEnded(listing.provider, code);
}

/** How fast the answer came: of a stream behind its first token, of a whole one from the start. */
function observeSuccess(
  { target, key, answer, beganAt, beganAfterMs }: Routed,
  usage: ReportedUsage | null,
  deps: World,
): void {
  const isStream = answer.kind === 'stream';
  const seconds = (isStream ? deps.clock() - beganAt : beganAfterMs) / 1000;
  const tokens = usage?.completion_tokens ?? 0;
  deps.health.observe(listingId(target.listing), {
    kind: 'succeeded',
    key,
    firstTokenMs: isStream ? beganAfterMs : null,
    tokensPerSecond: tokens > 0 && seconds > 0 ? tokens / seconds : null,
  });
  deps.metrics.attemptEnded(target.provider.id, 'none');
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

/**
 * The chunks of a stream that has begun, one network read at a time. Throws the error that ended them early.
 * No generator, since a second one around that of `rest` makes each event of each stream dearer.
 */
export function batchesOf(
  routed: Routed,
  { explain, signal }: Pick<Call, 'explain' | 'signal'>,
  deps: World,
): AsyncIterable<ChatChunk[]> {
  const { answer, attempts, target } = routed;
  if (answer.kind !== 'stream') throw new Error('a whole answer has no batches');
  const { writer, rest } = answer;
  let { first } = answer;

  function next(): Promise<IteratorResult<ChatChunk[], void>> {
    if (first.length === 0) return rest.next().then(batchOf);
    const value = first;
    first = [];
    return Promise.resolve({ done: false, value });
  }

  function batchOf(
    step: IteratorResult<ChatChunk[], Failure | null>,
  ): IteratorResult<ChatChunk[], void> | Promise<IteratorResult<ChatChunk[], void>> {
    if (signal.aborted) return abandon();
    if (!step.done) return step.value.length > 0 ? step : next();
    // Also undefined, whatever the type says: a generator that ended before it came here gives its value only once.
    if (!step.value) {
      observeSuccess(routed, writer.usage, deps);
      return { done: true, value: undefined };
    }
    markBroken(attempts, errorTypeOf(step.value));
    observeFailure(routed, step.value, deps);
    throw failureError(step.value, target.provider.id, explain(attempts));
  }

  async function abandon(): Promise<never> {
    await rest.return(null);
    markBroken(attempts, 'abandoned');
    deps.metrics.attemptEnded(target.provider.id, 'abandoned');
    throw signal.reason;
  }

  const end = async (): Promise<IteratorResult<ChatChunk[], void>> => {
    await rest.return(null);
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
}

/** An attempt whose stream broke after all did not succeed. */
function markBroken(attempts: RoutingAttempt[], errorType: RoutingAttempt['error_type']): void {
  const last = attempts.pop();
  if (last !== undefined) attempts.push({ ...last, error_type: errorType, succeeded: false });
}
