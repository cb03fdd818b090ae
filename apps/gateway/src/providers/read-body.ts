import type { UpstreamBody } from './exchange.ts';

/** The whole body, or `null` when it is longer than the limit. Rejects when the connection breaks. */
export async function readBody(body: UpstreamBody, maxBytes: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}
