import { type FileHandle, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeFrame, frameLength } from './frame.ts';

/** A file of a journal, and how much of it is known to be on disk. */
export type Segment = { number: number; bytes: number };

/** Before this place everything was read. */
export type Position = { segment: number; offset: number };

const name = /^(\d{8})\.journal$/;

export const pathOf = (directory: string, number: number): string =>
  join(directory, `${String(number).padStart(8, '0')}.journal`);

/** The segments of a directory, oldest first, with what a crash left behind the last record cut off. */
export async function recover(directory: string): Promise<Segment[]> {
  const numbers = (await readdir(directory))
    .flatMap((file) => name.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const number of numbers) {
    const path = pathOf(directory, number);
    const bytes = await readFile(path);
    let end = 0;
    for (let frame = decodeFrame(bytes, end); frame !== null; frame = decodeFrame(bytes, end))
      end = frame.end;
    // A crash tears the end of the last segment only. Elsewhere something else happened, and rows would be missing.
    if (end < bytes.length && number !== numbers.at(-1))
      throw new Error(`${path} is damaged at byte ${end}. Put it aside to go on without what follows.`);
    if (end < bytes.length) {
      const file = await open(path, 'r+');
      await cut(file, end).finally(() => file.close());
    }
    segments.push({ number, bytes: end });
  }
  return segments;
}

/** Cuts a segment, on disk too: were another begun before that, the next start would find this one damaged. */
export async function cut(file: FileHandle, length: number): Promise<void> {
  await file.truncate(length);
  await file.datasync();
}

type Wanted = { offset: number; wantedBytes: number };

/** Whole payloads from an offset on, about as many bytes as wanted, and at least one where there is one. */
export async function readFrames(
  directory: string,
  segment: Segment,
  { offset, wantedBytes }: Wanted,
): Promise<{ payloads: string[]; end: number }> {
  const there = segment.bytes - offset;
  if (there <= 0) return { payloads: [], end: offset };
  const file = await open(pathOf(directory, segment.number), 'r');
  try {
    let bytes = await readAt(file, offset, Math.min(there, wantedBytes));
    const first = frameLength(bytes) ?? there;
    if (first > bytes.length) bytes = await readAt(file, offset, Math.min(there, first));
    const payloads: string[] = [];
    let end = 0;
    for (let frame = decodeFrame(bytes, end); frame !== null; frame = decodeFrame(bytes, end)) {
      payloads.push(frame.payload);
      end = frame.end;
    }
    if (payloads.length === 0)
      throw new Error(`${pathOf(directory, segment.number)} is damaged at byte ${offset}`);
    return { payloads, end: offset + end };
  } finally {
    await file.close();
  }
}

async function readAt(
  file: Awaited<ReturnType<typeof open>>,
  offset: number,
  length: number,
): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  return bytes.subarray(0, bytesRead);
}
