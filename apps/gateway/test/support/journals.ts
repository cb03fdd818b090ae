import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Journal, openJournal } from '../../src/ledger/journal.ts';

const root = mkdtempSync(join(tmpdir(), 'parley-journal-'));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;
/** A folder of its own, which goes with the test file. */
export const folder = () => join(root, `${count++}`);
export const opened = (directory: string, sizes: { segmentBytes?: number; maxBytes?: number } = {}) =>
  openJournal({ directory, segmentBytes: 1_000_000, maxBytes: 10_000_000, ...sizes });

/** Everything in it, read in pieces. */
export async function all(journal: Journal, pieceBytes = 1_000_000): Promise<unknown[]> {
  const entries: unknown[] = [];
  let position = journal.begin();
  while (!journal.isEnd(position)) {
    const read = await journal.read(position, pieceBytes);
    entries.push(...read.entries);
    position = read.end;
  }
  return entries;
}

/** Entries that tell their place. */
export const numbered = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, index) => ({ number: from + index, text: 'ünïcode' }));
