import { mkdirSync, writeSync } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeFrame } from './frame.ts';
import { createRecentEntries } from './recent-entries.ts';
import { cut, type Position, pathOf, readFrames, recover, type Segment } from './segments.ts';

/** The journal can't take the entry: the disk failed, or too much of it waits for the store. Nothing was written. */
export class JournalUnavailable extends Error {
  override readonly name = 'JournalUnavailable';
}

/** Entries in the order they came, on disk, until they are released. One process at a time may have it open. */
export type Journal = {
  /**
   * Resolves when the entry is on disk, which many entries may get to by one sync. Rejects with JournalUnavailable.
   * `written`: resolves when the kernel has it, which the end of this process can't change; it is on disk milliseconds
   * later.
   */
  append(entry: object, until?: 'written' | 'synced'): Promise<void>;
  /** Resolves when whatever was appended is on disk, or was refused. */
  flush(): Promise<void>;
  /**
   * Entries on disk behind a position, oldest first, in pieces of about `bytes`: those that were appended just now as they
   * were given, the others parsed.
   */
  read(from: Position, bytes: number): Promise<{ entries: unknown[]; end: Position }>;
  /** Where the oldest entry that wasn't released begins. */
  begin(): Position;
  /** Whether there is nothing behind this position. */
  isEnd(position: Position): boolean;
  /** Everything before this position is kept elsewhere: whole segments of it are erased. */
  release(until: Position): Promise<void>;
  /** How much stands behind this position. */
  bytesBehind(position: Position): number;
  close(): Promise<void>;
};

export type JournalOptions = {
  directory: string;
  /** A segment that has grown to this is closed, and the next one begun. */
  segmentBytes: number;
  /** Beyond this much nothing more is taken. */
  maxBytes: number;
  /** Called when there is more to read. */
  grown?: () => void;
  /** How long after the beginning of one sync the next may begin, in milliseconds: it takes more entries along then. */
  syncsApartMs?: () => number;
};

/** A file is lengthened by so many zeros at a time: a sync of what is written over them costs two thirds. */
const roomBytes = 256 * 1024;

/** How long a written entry waits for company before it is synced. */
const soonMs = 5;

/** So much is kept in mind of what the store lacks: more than comes between two of its batches. */
const recentBytes = 2 * 1024 * 1024;

type Pending = {
  entry: object;
  frame: Buffer;
  until: 'written' | 'synced';
  done: () => void;
  failed: (reason: Error) => void;
};

/**
 * Opens the journal of a directory. A torn record at the end of its last segment, which nobody was told is on disk, is
 * cut off. Rejects when a record in the middle is damaged: what follows it can't be trusted to be all.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { directory, segmentBytes, maxBytes, grown, syncsApartMs = () => 0 } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const segments = await recover(directory);
  const recent = createRecentEntries(recentBytes);
  let current = await openSegment((segments.at(-1)?.number ?? 0) + 1);
  /** Not in the file yet. */
  let waiting: Pending[] = [];
  /** In the file, and not known to be on disk. */
  let written: Pending[] = [];
  let pendingBytes = 0;
  let fileBytes = 0;
  /** How long the file is, with the zeros behind its entries. */
  let roomUntil = 0;
  let syncing: Promise<void> | null = null;
  let dueSoon: NodeJS.Timeout | null = null;
  let apart: Promise<unknown> = Promise.resolve();
  let closed = false;
  /** Whether a write or sync failed, so that nobody knows what the file has beyond what was synced before. */
  let torn = false;

  async function openSegment(number: number): Promise<Segment & { file: FileHandle }> {
    const file = await open(pathOf(directory, number), 'w', 0o600);
    // The file's own name has to be on disk too, or its records are lost with it.
    const folder = await open(directory, 'r');
    await folder.sync();
    await folder.close();
    segments.push({ number, bytes: 0 });
    return { number, bytes: 0, file };
  }

  const bytes = () => segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const lastSegment = (): Segment => segments.at(-1) ?? { number: current.number, bytes: 0 };

  // Into the page cache: 2 microseconds, where the thread pool takes 30. Only a sync waits for the disk.
  function write(): void {
    const batch = waiting;
    waiting = [];
    const frames = Buffer.concat(batch.map(({ frame }) => frame));
    try {
      // The next segment may be there already when a full one goes on: nothing but records may stand in that.
      if (!isFull() && fileBytes + frames.length > roomUntil) makeRoom();
      const taken = writeSync(current.file.fd, frames, 0, frames.length, fileBytes);
      if (taken !== frames.length) throw new Error(`only ${taken} of ${frames.length} bytes were written`);
    } catch (thrown) {
      torn = true;
      fail(batch, thrown);
      return;
    }
    fileBytes += frames.length;
    written.push(...batch);
    for (const { until, done } of batch) if (until === 'written') done();
  }

  function makeRoom(): void {
    const zeros = Buffer.alloc(Math.min(roomBytes, segmentBytes));
    try {
      roomUntil = fileBytes + writeSync(current.file.fd, zeros, 0, zeros.length, fileBytes);
    } catch {
      // Where there is no room for these there may still be some for the entries.
    }
  }

  // What has come while the last sync ran is synced at once by the next, if anybody waits for that.
  async function sync(): Promise<void> {
    while (isPending()) {
      await apart;
      const apartMs = syncsApartMs();
      if (apartMs > 0) apart = sleep(apartMs);
      if (torn && !(await mend())) continue;
      // Nothing is added to a file that is full, so that it can be left as soon as it is synced.
      if (!isFull() || written.length === 0) write();
      const batch = written;
      written = [];
      try {
        await current.file.datasync();
      } catch (thrown) {
        torn = true;
        fail(batch, thrown);
        continue;
      }
      const segment = lastSegment();
      for (const { entry, frame } of batch) {
        recent.add(entry, { segment: segment.number, offset: segment.bytes }, frame.length);
        segment.bytes += frame.length;
        pendingBytes -= frame.length;
      }
      for (const { done } of batch) done();
      grown?.();
      if (isFull() && written.length === 0) await rotate();
      if (waiting.length === 0 && written.every(({ until }) => until === 'written')) break;
    }
    if (written.length > 0) syncSoon();
  }

  const isPending = () => waiting.length + written.length > 0;

  function syncSoon(): void {
    dueSoon ??= setTimeout(startSyncing, soonMs);
  }

  function startSyncing(): void {
    if (dueSoon !== null) clearTimeout(dueSoon);
    dueSoon = null;
    syncing ??= sync().finally(() => {
      syncing = null;
    });
  }

  function fail(batch: readonly Pending[], thrown: unknown): void {
    pendingBytes -= sizeOf(batch);
    const reason = new JournalUnavailable('the journal could not be written', { cause: thrown });
    for (const { failed } of batch) failed(reason);
  }

  /** Cuts the file back to what was promised. While the disk doesn't allow even that, nothing is taken. */
  async function mend(): Promise<boolean> {
    fail(written, new Error('what was written before it was torn'));
    written = [];
    try {
      await cutTo(lastSegment().bytes);
    } catch (thrown) {
      fail(waiting, thrown);
      waiting = [];
      return false;
    }
    torn = false;
    return true;
  }

  async function cutTo(length: number): Promise<void> {
    await cut(current.file, length);
    fileBytes = length;
    roomUntil = length;
  }

  const isFull = () => fileBytes >= segmentBytes;

  async function rotate(): Promise<void> {
    const full = current.file;
    try {
      // Zeros are the end of a journal only where nothing comes behind them.
      await cutTo(fileBytes);
      current = await openSegment(current.number + 1);
    } catch {
      // The old segment goes on; the next batch tries again.
      return;
    }
    fileBytes = 0;
    roomUntil = 0;
    await full.close();
  }

  async function flush(): Promise<void> {
    while (isPending() || syncing !== null) {
      startSyncing();
      await syncing;
    }
  }

  return {
    flush,
    async append(entry, until = 'synced') {
      if (closed) throw new JournalUnavailable('the journal is closed');
      const frame = encodeFrame(JSON.stringify(entry));
      if (bytes() + pendingBytes + frame.length > maxBytes)
        throw new JournalUnavailable('the journal is full');
      pendingBytes += frame.length;
      await new Promise<void>((done, failed) => {
        waiting.push({ entry, frame, until, done, failed });
        if (until === 'written' && !torn && !isFull()) {
          write();
          syncSoon();
        } else startSyncing();
      });
    },
    begin: () => ({ segment: segments[0]?.number ?? current.number, offset: 0 }),
    isEnd: ({ segment, offset }) => segment === lastSegment().number && offset >= lastSegment().bytes,
    async read(from, wantedBytes) {
      const inMind = recent.from(from, wantedBytes);
      if (inMind !== null) return inMind;
      const entries: unknown[] = [];
      let position = from;
      let left = wantedBytes;
      while (left > 0) {
        const segment = segments.find(({ number }) => number === position.segment);
        if (segment === undefined) break;
        const read = await readFrames(directory, segment, { offset: position.offset, wantedBytes: left });
        for (const payload of read.payloads) entries.push(JSON.parse(payload));
        left -= read.end - position.offset;
        position = { segment: position.segment, offset: read.end };
        const next = segments.find(({ number }) => number > position.segment);
        if (position.offset < segment.bytes || next === undefined) break;
        position = { segment: next.number, offset: 0 };
      }
      return { entries, end: position };
    },
    async release(until) {
      while (segments[0] !== undefined && segments[0].number < until.segment) {
        await unlink(pathOf(directory, segments[0].number));
        segments.shift();
      }
    },
    bytesBehind: ({ segment, offset }) =>
      segments.reduce((sum, { number, bytes: there }) => {
        if (number < segment) return sum;
        return sum + there - (number === segment ? offset : 0);
      }, 0),
    async close() {
      closed = true;
      await flush();
      // Or the next start does it.
      await cutTo(lastSegment().bytes).catch(() => {});
      await current.file.close();
    },
  };
}

const sizeOf = (batch: readonly Pending[]): number => batch.reduce((sum, { frame }) => sum + frame.length, 0);
