import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { all, folder, numbered, opened } from '../../test/support/journals.ts';
import { encodeFrame } from './frame.ts';
import { JournalUnavailable, openJournal } from './journal.ts';

test('what was appended is read in order, by this process and by the next', async () => {
  const directory = folder();
  const journal = await opened(directory);
  await Promise.all(numbered(0, 500).map((entry) => journal.append(entry)));
  expect(await all(journal)).toEqual(numbered(0, 500));
  await journal.close();
  const next = await opened(directory);
  await next.append({ number: 500, text: 'ünïcode' });
  expect(await all(next)).toEqual(numbered(0, 501));
  await next.close();
});

test('syncs that stand apart take along what has come meanwhile', async () => {
  const journal = await openJournal({
    ...{ directory: folder(), segmentBytes: 1_000, maxBytes: 10_000, syncsApartMs: () => 200 },
  });
  const done: number[] = [];
  const append = (number: number) => journal.append({ number }).then(() => done.push(number));
  await append(1);
  const second = append(2);
  await setTimeout(20);
  expect(done).toEqual([1]);
  const third = append(3);
  await second;
  // In the same turn: no other sync lies between.
  await Promise.resolve();
  expect(done).toEqual([1, 2, 3]);
  await third;
  await journal.close();
});

test('what was written is there for the next process, however this one ends', async () => {
  const directory = folder();
  const script = `
    import { openJournal } from ${JSON.stringify(import.meta.resolve('./journal.ts'))};
    const journal = await openJournal({ directory: ${JSON.stringify(directory)}, segmentBytes: 400, maxBytes: 1e6 });
    for (let number = 0; number < 50; number++) await journal.append({ number }, 'written');
    process.kill(process.pid, 'SIGKILL');`;
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script]);
  expect({ signal, stderr: stderr.toString() }).toEqual({ signal: 'SIGKILL', stderr: '' });
  const next = await opened(directory);
  expect(await all(next)).toEqual(Array.from({ length: 50 }, (_, number) => ({ number })));
  await next.close();
});

test('what was only written can be read soon, and who waits for it is told', async () => {
  const grown = Promise.withResolvers<void>();
  const journal = await openJournal({
    ...{ directory: folder(), segmentBytes: 1_000, maxBytes: 10_000 },
    grown: grown.resolve,
  });
  await journal.append({ number: 1 }, 'written');
  await grown.promise;
  expect(await all(journal)).toEqual([{ number: 1 }]);
  await journal.append({ number: 2 }, 'written');
  await journal.flush();
  expect(await all(journal)).toEqual([{ number: 1 }, { number: 2 }]);
  await journal.close();
});

test('written and synced entries keep their order, and no segment grows on and on under load', async () => {
  const directory = folder();
  const journal = await opened(directory, { segmentBytes: 1_000 });
  for (let round = 0; round < 40; round++) {
    const entries = numbered(round * 10, round * 10 + 10);
    await Promise.all(
      entries.map((entry, index) => journal.append(entry, index % 2 === 0 ? 'written' : 'synced')),
    );
  }
  await journal.flush();
  expect(await all(journal)).toEqual(numbered(0, 400));
  const sizes = readdirSync(directory).map((file) => readFileSync(join(directory, file)).length);
  expect(Math.max(...sizes)).toBeLessThan(2_000);
  await journal.close();
});

test.each([1, 30, 100, 333, 100_000])(
  'reading %i bytes at a time loses nothing, over all segments',
  async (piece) => {
    const journal = await opened(folder(), { segmentBytes: 300 });
    for (const entry of numbered(0, 40)) await journal.append(entry);
    expect(await all(journal, piece)).toEqual(numbered(0, 40));
    await journal.close();
  },
);

test('segments that were released are erased, and the rest is still read', async () => {
  const directory = folder();
  const journal = await opened(directory, { segmentBytes: 200 });
  for (const entry of numbered(0, 20)) await journal.append(entry);
  const before = readdirSync(directory).length;
  const { entries, end } = await journal.read(journal.begin(), 400);
  await journal.release(end);
  expect(readdirSync(directory).length).toBeLessThan(before);
  const rest = await all(journal);
  expect(numbered(0, 20).slice(20 - rest.length)).toEqual(rest);
  expect(rest.length + entries.length).toBeGreaterThanOrEqual(20);
  await journal.close();
});

test('a full journal refuses, says so, and takes more once there is room', async () => {
  const journal = await opened(folder(), { segmentBytes: 100, maxBytes: 400 });
  const outcomes = await Promise.allSettled(numbered(0, 30).map((entry) => journal.append(entry)));
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(JournalUnavailable);
  expect(await all(journal)).toHaveLength(30 - refused.length);
  // The next segment is begun behind the last answer.
  while (journal.bytesBehind(journal.begin()) > 0)
    await journal.release((await journal.read(journal.begin(), 1_000)).end);
  await journal.append({ number: 31 });
  expect((await all(journal)).at(-1)).toEqual({ number: 31 });
  await journal.close();
});

test('after it is closed nothing is taken', async () => {
  const journal = await opened(folder());
  const pending = journal.append({ number: 1 });
  await Promise.all([pending, journal.close()]);
  await expect(journal.append({ number: 2 })).rejects.toThrow('the journal is closed');
});

test('what is behind a position is counted, over all segments', async () => {
  const journal = await opened(folder(), { segmentBytes: 100 });
  const frame = encodeFrame(JSON.stringify(numbered(1, 2)[0])).length;
  for (const entry of numbered(0, 9)) await journal.append(entry);
  expect(journal.bytesBehind(journal.begin())).toBe(9 * frame);
  const { entries, end } = await journal.read(journal.begin(), 5 * frame);
  expect(journal.bytesBehind(end)).toBe((9 - entries.length) * frame);
  await journal.close();
});

test('a record too long to be read again is refused, and harms none beside it', async () => {
  const directory = folder();
  const journal = await opened(directory, { maxBytes: 100_000_000 });
  await journal.append({ number: 1 });
  await expect(journal.append({ text: 'x'.repeat(17 * 1024 * 1024) })).rejects.toThrow('too long');
  await journal.append({ number: 2 });
  await journal.close();
  const next = await opened(directory);
  expect(await all(next)).toEqual([{ number: 1 }, { number: 2 }]);
  await next.close();
});

const limitFiles = (bytes: number | 'unlimited') =>
  spawnSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${bytes}:`]).status;
const canLimit = limitFiles('unlimited') === 0;

test
  .skipIf(!canLimit)
  .each(
    ([0, 3, 30] as const).flatMap((room) =>
      (['written', 'synced'] as const).map((until) => ({ room, until })),
    ),
  )(
  'G11 a disk that is full after $room more bytes refuses what should be $until, loses nothing, and takes more once there is room (needs prlimit)',
  async ({ room, until }) => {
    const directory = folder();
    const journal = await opened(directory);
    for (const entry of numbered(0, 3)) await journal.append(entry);
    limitFiles(journal.bytesBehind(journal.begin()) + room);
    try {
      for (let index = 0; index < 3; index++)
        await expect(journal.append({ number: 99, text: 'lost' }, until)).rejects.toThrow(JournalUnavailable);
    } finally {
      limitFiles('unlimited');
    }
    expect(await all(journal)).toEqual(numbered(0, 3));
    await Promise.all(numbered(3, 5).map((entry) => journal.append(entry)));
    expect(await all(journal)).toEqual(numbered(0, 5));
    await journal.close();
    const next = await opened(directory);
    expect(await all(next)).toEqual(numbered(0, 5));
    await next.close();
  },
);
