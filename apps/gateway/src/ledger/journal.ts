import { mkdirSync } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { encodeFrame } from './frame.ts';
import { pathOf, readFrames, recover, type Segment } from './segments.ts';

/** Before this place everything was read. */
export type Position = { segment: number; offset: number };

/** The journal can't take the entry: the disk failed, or too much of it waits for the store. Nothing was written. */
export class JournalUnavailable extends Error {
  override readonly name = 'JournalUnavailable';
}

/** Entries in the order they came, on disk, until they are released. One process at a time may have it open. */
export type Journal = {
  /**
   * Resolves when the entry is on disk, which many entries may get to by one sync. Rejects with JournalUnavailable.
   * `soon`: it may go with the next that is not, if that comes within milliseconds.
   */
  append(entry: object, when?: 'now' | 'soon'): Promise<void>;
  /** Entries on disk behind a position, oldest first, in pieces of about `bytes`. */
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
};

/** How long an entry waits for company that is on disk soon enough. */
const soonMs = 5;

type Waiting = { frame: Buffer; written: () => void; failed: (reason: Error) => void };

/**
 * Opens the journal of a directory. A torn record at the end of its last segment, which nobody was told is on disk, is
 * cut off. Rejects when a record in the middle is damaged: what follows it can't be trusted to be all.
 */
export async function openJournal({ directory, segmentBytes, maxBytes }: JournalOptions): Promise<Journal> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const segments = await recover(directory);
  let current = await openSegment((segments.at(-1)?.number ?? 0) + 1);
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let flushing: Promise<void> | null = null;
  let dueSoon: NodeJS.Timeout | null = null;
  let closed = false;
  /** Whether the last write failed, so that nobody knows how much of it is on disk. */
  let torn = false;

  async function openSegment(number: number): Promise<Segment & { file: FileHandle }> {
    const file = await open(pathOf(directory, number), 'a', 0o600);
    // The file's own name has to be on disk too, or its records are lost with it.
    const folder = await open(directory, 'r');
    await folder.sync();
    await folder.close();
    segments.push({ number, bytes: 0 });
    return { number, bytes: 0, file };
  }

  const bytes = () => segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const lastSegment = (): Segment => segments.at(-1) ?? { number: current.number, bytes: 0 };

  // What has come while the last sync ran is written together and synced once.
  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const frames = Buffer.concat(batch.map(({ frame }) => frame));
      const wanted = frames.length;
      try {
        if (torn) await mend();
        torn = true;
        const { bytesWritten } = await current.file.write(frames);
        if (bytesWritten !== wanted) throw new Error(`only ${bytesWritten} of ${wanted} bytes were written`);
        await current.file.datasync();
        torn = false;
        lastSegment().bytes += wanted;
      } catch (thrown) {
        const reason = new JournalUnavailable('the journal could not be written', { cause: thrown });
        for (const { failed } of batch) failed(reason);
        continue;
      } finally {
        waitingBytes -= wanted;
      }
      for (const { written } of batch) written();
      if (lastSegment().bytes >= segmentBytes) await rotate();
    }
  }

  function startFlushing(): void {
    if (dueSoon !== null) clearTimeout(dueSoon);
    dueSoon = null;
    flushing ??= flush().finally(() => {
      flushing = null;
    });
  }

  /** Cuts the segment back to what was promised. While the disk doesn't allow even that, nothing is taken. */
  async function mend(): Promise<void> {
    await current.file.truncate(lastSegment().bytes);
    await current.file.datasync();
  }

  async function rotate(): Promise<void> {
    const full = current.file;
    try {
      current = await openSegment(current.number + 1);
    } catch {
      // The old segment goes on; the next batch tries again.
      return;
    }
    await full.close();
  }

  return {
    async append(entry, when = 'now') {
      if (closed) throw new JournalUnavailable('the journal is closed');
      const frame = encodeFrame(JSON.stringify(entry));
      if (bytes() + waitingBytes + frame.length > maxBytes)
        throw new JournalUnavailable('the journal is full');
      waitingBytes += frame.length;
      await new Promise<void>((written, failed) => {
        waiting.push({ frame, written, failed });
        if (when === 'now') startFlushing();
        else dueSoon ??= setTimeout(startFlushing, soonMs);
      });
    },
    begin: () => ({ segment: segments[0]?.number ?? current.number, offset: 0 }),
    isEnd: ({ segment, offset }) => segment === lastSegment().number && offset >= lastSegment().bytes,
    async read(from, wantedBytes) {
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
      startFlushing();
      while (flushing !== null) await flushing;
      await current.file.close();
    },
  };
}
