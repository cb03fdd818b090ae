import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import type { FailureCode } from '../providers/failure.ts';
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';
import { createDecayedAverage, type DecayedAverage } from './decayed-average.ts';
import type { Health } from './health.ts';
import { createKeyCooldowns, type KeyCooldowns } from './key-cooldowns.ts';

// Callers may invent names behind a provider's prefix: what is known of the target that was quiet for longest goes.
const mostTargets = 2_000;

type Measured = {
  success: DecayedAverage;
  firstTokenMs: DecayedAverage;
  tokensPerSecond: DecayedAverage;
  limits: KeyCooldowns;
  /** The key whose turn it is. */
  nextKey: number;
  breaker: CircuitBreaker;
};

type World = {
  config: Pick<Config, 'health' | 'cooldown' | 'breaker'>;
  /** How many keys a provider has; 1 where none is needed. */
  keysOf: (provider: string) => number;
  clock: () => number;
  random: () => number;
  log: Logger;
  metrics: Metrics;
};

/** Measures targets by their calls, in the same little memory for each, and says which to leave alone for a while. */
export function createHealth({ config, keysOf, clock, random, log, metrics }: World): Health {
  const { halfLifeMs } = config.health;
  const { limitedMs, refusedMs, longestMs } = config.cooldown;
  const targets = new Map<string, Measured>();
  /** Providers, of which there are only as many as are configured, that refuse our credentials. */
  const refusing = new Map<string, KeyCooldowns>();

  const createMeasured = (target: string): Measured => ({
    success: createDecayedAverage(halfLifeMs),
    firstTokenMs: createDecayedAverage(halfLifeMs),
    tokensPerSecond: createDecayedAverage(halfLifeMs),
    limits: createKeyCooldowns(keysOf(providerOf(target)), { firstMs: limitedMs, longestMs, random }),
    nextKey: 0,
    breaker: createCircuitBreaker(config.breaker, {
      random,
      changed(state) {
        log.warn({ target, state }, 'circuit breaker');
        metrics.breakerChanged(target, state);
      },
    }),
  });

  function measured(target: string): Measured {
    const known = targets.get(target) ?? createMeasured(target);
    // At the end again: the first in order is the one that was quiet for longest.
    targets.delete(target);
    targets.set(target, known);
    if (targets.size > mostTargets) {
      for (const [oldest, { breaker }] of targets) {
        targets.delete(oldest);
        breaker.forget();
        break;
      }
    }
    return known;
  }

  /** Until when each of the keys for a target is set aside; 0: it isn't. */
  function keysAt(target: string, nowMs: number): number[] {
    const limits = targets.get(target)?.limits;
    const provider = providerOf(target);
    const refused = refusing.get(provider);
    return Array.from({ length: keysOf(provider) }, (_, key) =>
      Math.max(limits?.untilMsOf(key, nowMs) ?? 0, refused?.untilMsOf(key, nowMs) ?? 0),
    );
  }

  /** Until when all of them are; 0: one is not. */
  function soonestKey(target: string, nowMs: number): number {
    if (!targets.has(target) && !refusing.has(providerOf(target))) return 0;
    return Math.min(...keysAt(target, nowMs));
  }

  return {
    of(target) {
      const known = targets.get(target);
      const nowMs = clock();
      const keysMs = soonestKey(target, nowMs);
      const brokenMs = Math.max(
        known?.breaker.openUntilMs(nowMs) ?? 0,
        refusing.get(providerOf(target))?.untilMs(nowMs) ?? 0,
      );
      const untilMs = Math.max(keysMs, brokenMs);
      const calls = known?.success.weight(nowMs) ?? 0;
      return {
        uptime: ((known?.success.mean(nowMs) ?? 1) * calls + 1) / (calls + 1),
        firstTokenMs: known?.firstTokenMs.mean(nowMs) ?? null,
        tokensPerSecond: known?.tokensPerSecond.mean(nowMs) ?? null,
        calls,
        state: untilMs === 0 ? 'ready' : brokenMs === untilMs ? 'broken' : 'cooling',
        untilMs,
      };
    },
    begin: (target) => targets.get(target)?.breaker.begin(clock()),
    keyFor(target) {
      if (keysOf(providerOf(target)) === 1) return 0;
      const untilMs = keysAt(target, clock());
      const known = measured(target);
      const inTurn = untilMs.map((_, index) => (known.nextKey + index) % untilMs.length);
      const [key = 0] = inTurn.toSorted((a, b) => (untilMs[a] ?? 0) - (untilMs[b] ?? 0));
      known.nextKey = key + 1;
      return key;
    },
    observe(target, observation) {
      const { success, firstTokenMs, tokensPerSecond, limits, breaker } = measured(target);
      const provider = providerOf(target);
      const nowMs = clock();
      const { key = 0 } = observation;
      if (observation.kind === 'succeeded') {
        success.add(1, nowMs);
        if (observation.firstTokenMs !== null) firstTokenMs.add(observation.firstTokenMs, nowMs);
        if (observation.tokensPerSecond !== null) tokensPerSecond.add(observation.tokensPerSecond, nowMs);
        limits.succeeded(key, nowMs);
        refusing.get(provider)?.succeeded(key, nowMs);
        breaker.succeeded(nowMs);
        return;
      }
      const blame = blameFor(observation);
      if (blame === 'caller') return;
      success.add(0, nowMs);
      if (blame === 'target') breaker.failed(nowMs);
      const cooldown = blame === 'limit' ? limits : blame === 'provider' ? refusalOf(provider) : null;
      if (cooldown?.start(key, nowMs, observation.retryAfterMs ?? null)) {
        metrics.cooledDown(provider, observation.code);
        if (blame === 'provider')
          log.error({ provider, key, status: observation.status }, 'provider refuses our credentials');
      }
    },
  };

  function refusalOf(provider: string): KeyCooldowns {
    const options = { firstMs: refusedMs, longestMs, random };
    const known = refusing.get(provider) ?? createKeyCooldowns(keysOf(provider), options);
    refusing.set(provider, known);
    return known;
  }
}

const providerOf = (target: string): string => target.slice(0, target.indexOf('/'));

/** Whose fault a failure is: of the request, of the one target, of its limits, or of all that the provider has. */
function blameFor({
  code,
  status,
}: {
  code: FailureCode;
  status: number;
}): 'caller' | 'target' | 'limit' | 'provider' {
  switch (code) {
    case 'content_policy_violation':
    case 'context_length_exceeded':
    case 'upstream_invalid_request':
    case 'upstream_response_too_large':
      return 'caller';
    case 'upstream_rate_limited':
      return 'limit';
    case 'upstream_auth_failed':
      // A 403 is mostly about one model: a caller who asks for a forbidden one must not switch off the others.
      return status === 403 ? 'target' : 'provider';
    case 'upstream_connect_failed':
    case 'upstream_connect_timeout':
    case 'upstream_connection_lost':
    case 'upstream_dns_failed':
    case 'upstream_empty_response':
    case 'upstream_error':
    case 'upstream_event_too_large':
    case 'upstream_invalid_encoding':
    case 'upstream_invalid_response':
    case 'upstream_overloaded':
    case 'upstream_stream_interrupted':
    case 'upstream_stream_stalled':
    case 'upstream_timeout':
    case 'upstream_tls_failed':
      return 'target';
  }
}
