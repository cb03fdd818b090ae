import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** A text as it is stored: the events of a stream are all alike, and hardly a fiftieth is left of them. */
// At once: to hand it to another thread and back takes several times as long as to compress it.
export const packText = (text: string): Uint8Array => zstdCompressSync(text);

export const unpackText = (packed: Uint8Array): string => zstdDecompressSync(packed).toString('utf8');
