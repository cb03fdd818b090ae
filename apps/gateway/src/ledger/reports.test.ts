import { expect, test } from 'vitest';
import type { Database } from '../store/tables.ts';
import { createReports } from './reports.ts';

/** Reports that end by hand, and how many of them were begun. */
function begun() {
  // What is read decides what is done with it, and these read nothing.
  const reports = createReports({} as Database);
  const ends: PromiseWithResolvers<string>[] = [];
  const ask = (keyId: string) =>
    reports(keyId, () => {
      const end = Promise.withResolvers<string>();
      ends.push(end);
      return end.promise;
    });
  return { ask, ends };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('a key has one report at a time, in the order it asked, and other keys do not wait for it', async () => {
  const { ask, ends } = begun();
  const answers = [ask('key_1'), ask('key_1'), ask('key_2')];
  await soon();
  expect(ends).toHaveLength(2);
  ends[1]?.resolve('of another key');
  expect(await answers[2]).toBe('of another key');
  ends[0]?.resolve('the first');
  expect(await answers[0]).toBe('the first');
  await soon();
  ends[2]?.resolve('the second');
  expect(await answers[1]).toBe('the second');
});

test('one that fails makes room for the next', async () => {
  const { ask, ends } = begun();
  const answers = [ask('key_1'), ask('key_1')];
  await soon();
  ends[0]?.reject(new Error('it failed'));
  await expect(answers[0]).rejects.toThrow('it failed');
  await soon();
  ends[1]?.resolve('the second');
  expect(await answers[1]).toBe('the second');
});

test('a key that waits for eight is told to come back later', async () => {
  const { ask, ends } = begun();
  const answers = Array.from({ length: 8 }, () => ask('key_1'));
  await expect(ask('key_1')).rejects.toMatchObject({ code: 'overloaded', context: { retryAfterMs: 5_000 } });
  for (const [index, answer] of answers.entries()) {
    await soon();
    ends[index]?.resolve(String(index));
    expect(await answer).toBe(String(index));
  }
  const next = ask('key_1');
  await soon();
  ends[8]?.resolve('the ninth');
  expect(await next).toBe('the ninth');
});
