import { promisify } from 'node:util';
import { zstdCompress, zstdDecompressSync } from 'node:zlib';

const compress = promisify(zstdCompress);

/** A text as it is stored: a stream's events are all alike, and hardly a fiftieth is left of them. */
export const packText = (text: string): Promise<Uint8Array> => compress(text);

export const unpackText = (packed: Uint8Array): string => zstdDecompressSync(packed).toString('utf8');
