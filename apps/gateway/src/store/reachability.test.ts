import { expect, test } from 'vitest';
import { createReachability } from './reachability.ts';

const never = () => new Promise<never>(() => {});

/** A server that is asked by hand, and how often it was. */
function asked(answer: () => Promise<string>) {
  let count = 0;
  const ask = () => {
    count++;
    return answer();
  };
  return { ask, count: () => count };
}

function reachability(clock: () => number, timeoutMs = 20) {
  const changes: ('lost' | 'back')[] = [];
  const changed = (reason: unknown) => changes.push(reason === null ? 'back' : 'lost');
  return { changes, ...createReachability({ timeoutMs, pauseMs: 1_000, clock, changed }) };
}

test('a server that is gone is asked by one caller after each pause, and the others go on at once', async () => {
  let nowMs = 0;
  const { attempt, isDown } = reachability(() => nowMs);
  const server = asked(never);
  expect(await attempt(server.ask)).toBeNull();
  expect(isDown()).toBe(true);
  expect(await attempt(server.ask)).toBeNull();
  expect(server.count()).toBe(1);
  nowMs = 1_001;
  const probe = attempt(server.ask);
  const others = await Promise.all([attempt(server.ask), attempt(server.ask)]);
  expect(others).toEqual([null, null]);
  expect(server.count()).toBe(2);
  expect(await probe).toBeNull();
  nowMs = 2_002;
  await attempt(server.ask);
  expect(server.count()).toBe(3);
});

test('one that is back is asked by all, and each change is told once', async () => {
  let nowMs = 0;
  const { attempt, changes, isDown } = reachability(() => nowMs);
  await Promise.all([attempt(never), attempt(never)]);
  nowMs = 1_001;
  const server = asked(async () => 'here');
  expect(await attempt(server.ask)).toBe('here');
  expect(isDown()).toBe(false);
  expect(await Promise.all([attempt(server.ask), attempt(server.ask)])).toEqual(['here', 'here']);
  expect(changes).toEqual(['lost', 'back']);
});

test('who has nothing else to go by asks all the same', async () => {
  const { attempt } = reachability(() => 0);
  await attempt(() => Promise.reject(new Error('refused')));
  const server = asked(async () => 'here');
  expect(await attempt(server.ask)).toBeNull();
  expect(await attempt(server.ask, { always: true })).toBe('here');
});
