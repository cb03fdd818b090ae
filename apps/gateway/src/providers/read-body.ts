import type { Readable } from 'node:stream';

/** The whole body, or `null` when it is longer than the limit. Rejects when the connection breaks. */
export function readBody(body: Readable, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    body
      .on('data', (part: Buffer) => {
        length += part.length;
        parts.push(part);
        if (length > maxBytes) {
          resolve(null);
          body.destroy();
        }
      })
      .on('end', () => resolve(Buffer.concat(parts, length)))
      .on('error', reject)
      .on('close', () => {
        if (!body.readableEnded) reject(new Error('the body ended early'));
      });
  });
}
