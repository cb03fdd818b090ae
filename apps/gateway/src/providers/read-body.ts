import type { Readable } from 'node:stream';

/** The whole body as text, or `null` when it is longer than the limit. Rejects when the connection breaks. */
export async function readBody(body: Readable, maxBytes: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
