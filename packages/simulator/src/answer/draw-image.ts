import { deflateSync } from 'node:zlib';
import type { Random } from '../random.ts';
import type { Image } from './answer.ts';

const SIDE = 16;
const TOKENS_PER_IMAGE = 258;

/** A 16 by 16 PNG of one colour, as a data URL. */
export function drawImage(random: Random): Image {
  const colour = Buffer.from([random.integer(0, 255), random.integer(0, 255), random.integer(0, 255)]);
  const line = Buffer.concat([Buffer.of(0), ...Array.from({ length: SIDE }, () => colour)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  // Level 0 stores: the bytes don't depend on the version of zlib.
  const pixels = deflateSync(Buffer.concat(Array.from({ length: SIDE }, () => line)), { level: 0 });
  const png = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    section('IHDR', header),
    section('IDAT', pixels),
    section('IEND', Buffer.alloc(0)),
  ]);
  return { url: `data:image/png;base64,${png.toString('base64')}`, tokens: TOKENS_PER_IMAGE };
}

function section(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

// node:zlib has one from 20.15 on only.
function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
