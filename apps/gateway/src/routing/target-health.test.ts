import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { createMetrics } from '../metrics.ts';
import type { FailureCode } from '../providers/failure.ts';
import { createHealth } from './target-health.ts';

function watch(keys = 1) {
  const time = { nowMs: 1_000 };
  const logged: { level: number; msg: string; provider?: string }[] = [];
  const metrics = createMetrics();
  const health = createHealth({
    config: readConfig(
      { health: { halfLifeMs: 10_000 }, breaker: { failuresInARow: 3, openMs: 1_000 } },
      'the test',
    ),
    keysOf: () => keys,
    clock: () => time.nowMs,
    random: () => 1,
    log: pino({}, { write: (line: string) => logged.push(JSON.parse(line)) }),
    metrics,
  });
  const succeed = (
    target: string,
    firstTokenMs: number | null = null,
    tokensPerSecond: number | null = null,
  ) => health.observe(target, { kind: 'succeeded', firstTokenMs, tokensPerSecond });
  const fail = (target: string, code: FailureCode, status = 500, retryAfterMs: number | null = null) =>
    health.observe(target, { kind: 'failed', code, status, retryAfterMs });
  return { time, logged, metrics, health, succeed, fail };
}

describe('what is measured', () => {
  test('is nothing of a target that was never called, and nothing is wrong with it', () => {
    expect(watch().health.of('a/m')).toEqual({
      uptime: 1,
      firstTokenMs: null,
      tokensPerSecond: null,
      calls: 0,
      state: 'ready',
      untilMs: 0,
    });
  });

  test('is the mean of late calls, and what is old fades', () => {
    const { health, succeed, fail, time } = watch();
    succeed('a/m', 100, 50);
    succeed('a/m', 300, null);
    succeed('a/m');
    fail('a/m', 'upstream_error');
    expect(health.of('a/m')).toMatchObject({ firstTokenMs: 200, tokensPerSecond: 50, calls: 4, uptime: 0.8 });
    time.nowMs += 10_000;
    expect(health.of('a/m')).toMatchObject({ calls: 2, uptime: (0.75 * 2 + 1) / 3 });
    time.nowMs += 1_000_000;
    expect(health.of('a/m')).toMatchObject({ firstTokenMs: null, tokensPerSecond: null, uptime: 1 });
    expect(health.of('a/other').calls).toBe(0);
  });

  test.each([
    'upstream_invalid_request',
    'context_length_exceeded',
    'content_policy_violation',
    'upstream_response_too_large',
  ] as const)('does not count %s against a target: it is the request that is at fault', (code) => {
    const { health, fail } = watch();
    for (let count = 0; count < 50; count++) fail('a/m', code, 400);
    expect(health.of('a/m')).toMatchObject({ uptime: 1, calls: 0, state: 'ready' });
  });

  test('stays small, whatever names callers make up, and what is in use stays known', () => {
    const { health, succeed, fail } = watch();
    fail('a/first', 'upstream_error');
    for (let index = 0; index < 10_000; index++) {
      fail(`a/${index}`, 'upstream_error', 404);
      if (index % 1_000 === 0) succeed('a/used');
    }
    expect(health.of('a/first').calls).toBe(0);
    expect(health.of('a/used').calls).toBe(10);
    expect(health.of('a/9999').calls).toBe(1);
  });
});

describe('a target that limits requests', () => {
  test('cools down for as long as it asks, and is no broken one', async () => {
    const { health, fail, time, metrics } = watch();
    for (let count = 0; count < 9; count++) fail('a/m', 'upstream_rate_limited', 429, 7_000);
    expect(health.of('a/m')).toMatchObject({ state: 'cooling', untilMs: 8_000 });
    expect(health.of('a/other').state).toBe('ready');
    time.nowMs = 8_000;
    expect(health.of('a/m')).toMatchObject({ state: 'ready', untilMs: 0 });
    expect((await metrics.render()).text).toContain(
      'parley_cooldowns_total{provider="a",code="upstream_rate_limited"} 1',
    );
  });

  test('cools down all the same when it does not say how long', () => {
    const { health, fail } = watch();
    fail('a/m', 'upstream_rate_limited', 429);
    expect(health.of('a/m')).toMatchObject({ state: 'cooling', untilMs: 6_000 });
  });
});

describe('a target that fails', () => {
  test('is broken until one call succeeds, and the gauge says so', async () => {
    const { health, fail, succeed, time, metrics, logged } = watch();
    for (let count = 0; count < 3; count++) fail('a/m', 'upstream_error');
    expect(health.of('a/m')).toMatchObject({ state: 'broken', untilMs: 2_000 });
    expect((await metrics.render()).text).toContain('parley_circuit_breakers_open{model="a/m"} 1');
    time.nowMs = 2_000;
    expect(health.of('a/m').state).toBe('ready');
    health.begin('a/m');
    expect(health.of('a/m').state).toBe('broken');
    succeed('a/m');
    expect(health.of('a/m').state).toBe('ready');
    expect((await metrics.render()).text).toContain('parley_circuit_breakers_open{model="a/m"} 0');
    expect(logged.map(({ msg }) => msg)).toEqual(['circuit breaker', 'circuit breaker']);
  });

  test('is no longer counted as broken when it is forgotten', async () => {
    const { fail, metrics } = watch();
    for (let count = 0; count < 3; count++) fail('a/m', 'upstream_error');
    for (let index = 0; index < 2_000; index++) fail(`a/${index}`, 'upstream_error');
    expect((await metrics.render()).text).toContain('parley_circuit_breakers_open{model="a/m"} 0');
  });
});

describe('U15 a provider that refuses our credentials', () => {
  test('is left alone with all its models, and there is one alarm', () => {
    const { health, fail, logged, time } = watch();
    for (const model of ['a/m', 'a/n', 'a/m']) fail(model, 'upstream_auth_failed', 401);
    expect(health.of('a/never-called')).toMatchObject({ state: 'broken', untilMs: 61_000, calls: 0 });
    expect(health.of('b/m').state).toBe('ready');
    expect(logged.filter(({ level }) => level >= 50)).toMatchObject([{ provider: 'a' }]);
    time.nowMs = 61_000;
    expect(health.of('a/m').state).toBe('ready');
  });

  test('with a 403 for one model keeps the others: a caller must not switch them off', () => {
    const { health, fail } = watch();
    for (let count = 0; count < 3; count++) fail('a/forbidden', 'upstream_auth_failed', 403);
    expect(health.of('a/forbidden').state).toBe('broken');
    expect(health.of('a/m').state).toBe('ready');
  });
});

describe('U15 a provider with several keys', () => {
  const failWith = (
    { health }: ReturnType<typeof watch>,
    target: string,
    key: number,
    [code, status]: [FailureCode, number],
  ) => health.observe(target, { kind: 'failed', code, status, retryAfterMs: 5_000, key });

  test('has them used in turn', () => {
    const { health } = watch(3);
    expect([1, 2, 3, 4].map(() => health.keyFor('a/m'))).toEqual([0, 1, 2, 0]);
  });

  test('has one that is refused set aside for all models, and is broken when there is no other', () => {
    const watched = watch(2);
    const { health, logged } = watched;
    failWith(watched, 'a/m', 0, ['upstream_auth_failed', 401]);
    expect(['a/m', 'a/m', 'a/n'].map((target) => health.keyFor(target))).toEqual([1, 1, 1]);
    expect(health.of('a/n').state).toBe('ready');
    failWith(watched, 'a/n', 1, ['upstream_auth_failed', 401]);
    expect([health.of('a/m').state, health.of('a/n').state]).toEqual(['broken', 'broken']);
    expect(logged).toMatchObject([
      { level: 50, provider: 'a', key: 0 },
      { level: 50, provider: 'a', key: 1 },
    ]);
  });

  test('has one that is limited set aside for that model, and is cooling when there is no other', () => {
    const watched = watch(2);
    const { health, time } = watched;
    failWith(watched, 'a/m', 1, ['upstream_rate_limited', 429]);
    expect([health.keyFor('a/m'), health.keyFor('a/m'), health.keyFor('a/n')]).toEqual([0, 0, 0]);
    expect(health.keyFor('a/n')).toBe(1);
    time.nowMs += 1_000;
    failWith(watched, 'a/m', 0, ['upstream_auth_failed', 401]);
    expect(health.of('a/m')).toMatchObject({ state: 'cooling', untilMs: 6_000 });
    expect(health.keyFor('a/m')).toBe(1);
  });
});
