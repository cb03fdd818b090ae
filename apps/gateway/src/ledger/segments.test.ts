import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { all, folder, numbered, opened } from '../../test/support/journals.ts';
import { encodeFrame } from './frame.ts';

test('the zeros that entries are written over end only the last segment, and are no entries', async () => {
  const directory = folder();
  const journal = await opened(directory, { segmentBytes: 400 });
  for (const entry of numbered(0, 30)) await journal.append(entry);
  const files = readdirSync(directory).sort();
  // Copied as a kill would leave them.
  const killed = folder();
  cpSync(directory, killed, { recursive: true });
  await journal.close();
  const zeros = files.map((file) => readFileSync(join(killed, file)).at(-1) === 0);
  expect(zeros).toEqual(files.map((_, index) => index === files.length - 1));
  const next = await opened(killed);
  expect(await all(next)).toEqual(numbered(0, 30));
  await next.append({ number: 30, text: 'ünïcode' });
  await next.close();
  const last = await opened(killed);
  expect(await all(last)).toEqual(numbered(0, 31));
  await last.close();
});

test('G13 a journal cut at any byte keeps every record that was whole', async () => {
  const directory = folder();
  const journal = await opened(directory);
  for (const entry of numbered(0, 4)) await journal.append(entry);
  await journal.close();
  const [file = ''] = readdirSync(directory).filter((name) => readFileSync(join(directory, name)).length > 0);
  const whole = readFileSync(join(directory, file));
  const frame = encodeFrame(JSON.stringify(numbered(0, 1)[0])).length;
  for (let length = 0; length <= whole.length; length++) {
    const torn = folder();
    const recovered = await opened(torn).then(async (empty) => {
      await empty.close();
      writeFileSync(join(torn, file), whole.subarray(0, length));
      return opened(torn);
    });
    expect(await all(recovered)).toEqual(numbered(0, Math.floor(length / frame)));
    await recovered.append({ number: 99 });
    expect((await all(recovered)).at(-1)).toEqual({ number: 99 });
    await recovered.close();
  }
});

test('a flipped bit drops the torn end, and stops the start where more was written behind it', async () => {
  const directory = folder();
  const journal = await opened(directory, { segmentBytes: 100 });
  for (const entry of numbered(0, 10)) await journal.append(entry);
  await journal.close();
  const files = readdirSync(directory).sort();
  const path = join(directory, files[0] ?? '');
  const bytes = readFileSync(path);
  bytes[12] = (bytes[12] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  await expect(opened(directory)).rejects.toThrow(`${path} is damaged at byte 0`);
});

test('bytes that are no record are not taken for one, however long they say to be', async () => {
  const directory = folder();
  const journal = await opened(directory);
  await journal.append({ number: 1 });
  await journal.close();
  const file = join(directory, readdirSync(directory).sort()[0] ?? '');
  appendFileSync(file, Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5]));
  const next = await opened(directory);
  expect(await all(next)).toEqual([{ number: 1 }]);
  await next.close();
});

test('a segment that was begun in vain is begun again', async () => {
  const directory = folder();
  const journal = await opened(directory, { segmentBytes: 100 });
  writeFileSync(join(directory, '00000002.journal'), '');
  for (const entry of numbered(0, 20)) await journal.append(entry);
  expect(readdirSync(directory).length).toBeGreaterThan(3);
  expect(await all(journal)).toEqual(numbered(0, 20));
  await journal.close();
});

test('a segment that goes on because the next could not be begun is no damaged one after a kill', async () => {
  const directory = folder();
  const journal = await opened(directory, { segmentBytes: 100 });
  const next = '00000002.journal';
  mkdirSync(join(directory, next));
  for (const entry of numbered(0, 20)) await journal.append(entry);
  const length = () => statSync(join(directory, '00000001.journal')).size;
  const before = length();
  const last = journal.append({ number: 20, text: 'ünïcode' });
  // It is in the file, and not synced.
  while (length() === before) await setImmediate();
  const killed = folder();
  cpSync(directory, killed, { recursive: true });
  await last;
  await journal.close();
  // As it stands where the folder could not be synced.
  rmdirSync(join(killed, next));
  writeFileSync(join(killed, next), '');
  const recovered = await opened(killed);
  expect(await all(recovered)).toEqual(numbered(0, 21));
  await recovered.close();
});
