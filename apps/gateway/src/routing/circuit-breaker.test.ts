import { describe, expect, test } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';

const options = {
  failuresInARow: 3,
  failureShare: 0.5,
  minimumCalls: 10,
  halfLifeMs: 1_000_000,
  openMs: 1_000,
  longestMs: 3_000,
};

function createBreaker(given: Partial<typeof options> = {}) {
  const told: string[] = [];
  const changed = (state: string) => told.push(state);
  const breaker = createCircuitBreaker({ ...options, ...given }, { random: () => 1, changed });
  const fail = (times: number, nowMs: number) => {
    for (let count = 0; count < times; count++) breaker.failed(nowMs);
  };
  return { breaker, fail, told };
}

describe('a circuit breaker', () => {
  test('opens after failures in a row, and a success in between starts the count again', () => {
    const { breaker, fail, told } = createBreaker();
    fail(2, 0);
    breaker.succeeded(0);
    fail(2, 0);
    expect(breaker.openUntilMs(0)).toBe(0);
    fail(1, 0);
    expect(breaker.openUntilMs(0)).toBe(1_000);
    expect(told).toEqual(['open']);
  });

  test('opens when too large a share of enough calls failed', () => {
    const { breaker, fail } = createBreaker();
    for (let count = 0; count < 4; count++) {
      fail(1, 0);
      breaker.succeeded(0);
    }
    expect(breaker.openUntilMs(0)).toBe(0);
    fail(2, 0);
    expect(breaker.openUntilMs(0)).toBe(1_000);
  });

  test('lets one through when its time is up, and closes when that succeeds', () => {
    const { breaker, fail, told } = createBreaker();
    fail(3, 0);
    expect(breaker.openUntilMs(1_000)).toBe(0);
    breaker.begin(1_000);
    expect(breaker.openUntilMs(1_000)).toBe(2_000);
    breaker.succeeded(1_500);
    expect(breaker.openUntilMs(1_500)).toBe(0);
    expect(told).toEqual(['open', 'closed']);
    fail(2, 1_500);
    expect(breaker.openUntilMs(1_500)).toBe(0);
  });

  test('opens for twice as long when the trial fails, up to the longest', () => {
    const { breaker, fail, told } = createBreaker();
    fail(3, 0);
    let nowMs = 0;
    const lasted = [1, 2, 3].map(() => {
      nowMs = breaker.openUntilMs(nowMs);
      breaker.begin(nowMs);
      fail(1, nowMs);
      return breaker.openUntilMs(nowMs) - nowMs;
    });
    expect(lasted).toEqual([2_000, 3_000, 3_000]);
    expect(told).toEqual(['open']);
  });

  test('is not closed or kept open by calls that began before it opened', () => {
    const { breaker, fail } = createBreaker();
    fail(3, 0);
    breaker.succeeded(500);
    expect(breaker.openUntilMs(500)).toBe(1_000);
    fail(5, 600);
    expect(breaker.openUntilMs(600)).toBe(1_000);
  });

  test('lets another one through when nothing is heard of the trial', () => {
    const { breaker, fail } = createBreaker();
    fail(3, 0);
    breaker.begin(1_000);
    expect(breaker.openUntilMs(2_000)).toBe(0);
    breaker.begin(2_000);
    expect(breaker.openUntilMs(2_000)).toBe(3_000);
  });

  test('takes a call that was made while it was open for a trial', () => {
    const { breaker, fail } = createBreaker();
    fail(3, 0);
    breaker.begin(200);
    expect(breaker.openUntilMs(200)).toBe(1_000);
    breaker.succeeded(300);
    expect(breaker.openUntilMs(300)).toBe(0);
  });

  test('never keeps a call away when it may be open for no time at all', () => {
    const { breaker, fail } = createBreaker({ openMs: 0, longestMs: 0 });
    fail(20, 0);
    expect(breaker.openUntilMs(0)).toBe(0);
  });
});
