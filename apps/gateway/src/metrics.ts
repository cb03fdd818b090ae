import { createRequire } from 'node:module';
import type { Shortage } from './limits/strain.ts';
import type { RequestRecord } from './pipeline/record.ts';

type Client = typeof import('prom-client');
const require = createRequire(import.meta.url);
// Its index would load a push gateway, a cluster's registry and OpenTelemetry besides.
const Counter: Client['Counter'] = require('prom-client/lib/counter.js');
const Gauge: Client['Gauge'] = require('prom-client/lib/gauge.js');
const Histogram: Client['Histogram'] = require('prom-client/lib/histogram.js');
const Registry: Client['Registry'] = require('prom-client/lib/registry.js');

/** What the gateway counts, for `GET /metrics` in Prometheus's text format. */
export type Metrics = {
  requestEnded(record: RequestRecord): void;
  /** `none`: it succeeded; `abandoned`: our side gave up on it; else the failure's code. */
  attemptEnded(provider: string, code: string): void;
  /** A failure was told at once, since there had been too many retries. */
  retryRefused(): void;
  /** A provider, or a model of it, is left alone for a while. */
  cooledDown(provider: string, code: string): void;
  breakerChanged(target: string, state: 'open' | 'closed'): void;
  contractViolation(rule: string): void;
  /** A request was refused, since this process could bear no more. `places`: as many were under way as may be. */
  requestShed(shortage: Shortage | 'places'): void;
  /** An answer was given that was there already. */
  answerReplayed(from: 'idempotency_key' | 'cache'): void;
  /** Asked whenever the metrics are: bytes of the journal that the store lacks. */
  watchBacklog(bytes: () => number): void;
  /** Whether each process keeps its own share of the limits, since the shared store is gone. */
  limitsDegraded(isDegraded: boolean): void;
  render(): Promise<{ contentType: string; text: string }>;
};

// A model that the catalogue lacks may have any name: callers must not be able to grow the process by inventing some.
const mostModels = 1_000;

export function createMetrics(): Metrics {
  const seen = new Set<string>();
  const labelOf = (model: string) => {
    if (seen.size < mostModels) seen.add(model);
    return seen.has(model) ? model : 'other';
  };
  const registry = new Registry();
  const registers = [registry];
  let ofProcess: Promise<void> | null = null;
  // Of memory, garbage and the event loop. Where nobody asks, nobody need look.
  const watchProcess = async () => {
    const { collectDefaultMetrics } = await import('prom-client');
    collectDefaultMetrics({ register: registry, prefix: 'parley_' });
  };
  const requests = new Histogram({
    name: 'parley_request_duration_seconds',
    help: 'Chat completions by how they ended, with their duration.',
    labelNames: ['outcome', 'model'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers,
  });
  const tokens = new Counter({
    name: 'parley_tokens_total',
    help: 'Tokens by direction.',
    labelNames: ['model', 'direction'],
    registers,
  });
  const attempts = new Counter({
    name: 'parley_attempts_total',
    help: 'Calls of a provider by the code of their failure: none if they succeeded, abandoned if the caller left.',
    labelNames: ['provider', 'code'],
    registers,
  });
  const refusedRetries = new Counter({
    name: 'parley_retry_budget_exhausted_total',
    help: 'Failures told without another try, since there had been too many over all traffic.',
    registers,
  });
  const cooldowns = new Counter({
    name: 'parley_cooldowns_total',
    help: 'Times that a provider or a model of it was left alone for a while, by the code of the failure.',
    labelNames: ['provider', 'code'],
    registers,
  });
  const breakers = new Gauge({
    name: 'parley_circuit_breakers_open',
    help: 'Circuit breakers that are open now, by model.',
    labelNames: ['model'],
    registers,
  });
  const violations = new Counter({
    name: 'parley_contract_violations_total',
    help: 'Answers of the gateway that did not fit its own contract, by rule.',
    labelNames: ['rule'],
    registers,
  });
  const shed = new Counter({
    name: 'parley_shed_requests_total',
    help: 'Requests refused since the process could bear no more, by what it lacked: places, event_loop or heap.',
    labelNames: ['shortage'],
    registers,
  });
  const replays = new Counter({
    name: 'parley_replayed_answers_total',
    help: 'Answers that were given a second time: to the same idempotency key, or from the response cache.',
    labelNames: ['from'],
    registers,
  });
  let backlogBytes = () => 0;
  new Gauge({
    name: 'parley_journal_backlog_bytes',
    help: 'Bytes of the journal that the store does not have yet.',
    registers,
    collect() {
      this.set(backlogBytes());
    },
  });
  const degraded = new Gauge({
    name: 'parley_limits_degraded',
    help: '1 while each process keeps its own share of the limits, since Redis can not be reached.',
    registers,
  });
  return {
    watchBacklog: (bytes) => {
      backlogBytes = bytes;
    },
    limitsDegraded: (isDegraded) => degraded.set(isDegraded ? 1 : 0),
    requestEnded({ outcome, usedModel, usage, cached, durationMs }) {
      const model = labelOf(usedModel ?? 'none');
      requests.observe({ outcome, model }, durationMs / 1000);
      if (usage === null || cached) return;
      tokens.inc({ model, direction: 'prompt' }, usage.prompt_tokens);
      tokens.inc({ model, direction: 'completion' }, usage.completion_tokens);
    },
    attemptEnded: (provider, code) => attempts.inc({ provider, code }),
    retryRefused: () => refusedRetries.inc(),
    cooledDown: (provider, code) => cooldowns.inc({ provider, code }),
    breakerChanged(target, state) {
      const model = labelOf(target);
      if (state === 'open') breakers.inc({ model });
      else breakers.dec({ model });
    },
    requestShed: (shortage) => shed.inc({ shortage }),
    answerReplayed: (from) => replays.inc({ from }),
    contractViolation: (rule) => violations.inc({ rule }),
    async render() {
      ofProcess ??= watchProcess();
      await ofProcess;
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
