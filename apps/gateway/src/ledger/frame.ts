import { crc32 } from 'node:zlib';

// A frame: the payload's length and its CRC-32, four bytes each, little-endian, then the payload.
const headBytes = 8;
const largestPayloadBytes = 16 * 1024 * 1024;

/** One record as it stands in a journal. Throws a RangeError where it is so long that it would not be read again. */
export function encodeFrame(payload: string): Buffer {
  const length = Buffer.byteLength(payload);
  if (length > largestPayloadBytes) throw new RangeError(`a record of ${length} bytes is too long`);
  const frame = Buffer.allocUnsafe(headBytes + length);
  frame.write(payload, headBytes);
  frame.writeUInt32LE(frame.length - headBytes, 0);
  frame.writeUInt32LE(crc32(frame.subarray(headBytes)), 4);
  return frame;
}

/** How long the frame at the front of these bytes is; `null` when even that is not there. */
export const frameLength = (bytes: Buffer): number | null =>
  bytes.length < headBytes ? null : headBytes + bytes.readUInt32LE(0);

export type Frame = { payload: string; end: number };

/** The frame that begins at `start`; `null` when it is not whole, or not what was written: zeros, for one. */
export function decodeFrame(bytes: Buffer, start: number): Frame | null {
  if (start + headBytes > bytes.length) return null;
  const length = bytes.readUInt32LE(start);
  const end = start + headBytes + length;
  if (length === 0 || length > largestPayloadBytes || end > bytes.length) return null;
  const payload = bytes.subarray(start + headBytes, end);
  return crc32(payload) === bytes.readUInt32LE(start + 4) ? { payload: payload.toString('utf8'), end } : null;
}
