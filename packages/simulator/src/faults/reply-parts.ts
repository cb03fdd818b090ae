import type { Part, Reply } from '../server/reply.ts';

export function labelOf(part: Part): string | null {
  return part.kind === 'bytes' ? part.label : null;
}

export function isStream(reply: Reply): boolean {
  return reply.parts.some((part) => labelOf(part) === 'end');
}

export function noise(content: string | Buffer): Part {
  return { kind: 'bytes', bytes: Buffer.from(content), label: 'noise', tokens: 0 };
}

export function bytesOf(reply: Reply): Buffer {
  return Buffer.concat(reply.parts.map((part) => (part.kind === 'bytes' ? part.bytes : Buffer.alloc(0))));
}

export function tokensOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === 'bytes' ? part.tokens : 0), 0);
}

export function withoutLength(reply: Reply): Reply {
  const { 'content-length': _, ...headers } = reply.headers;
  return { ...reply, headers };
}

/** The reply with other bytes as its body, all of its tokens in them. */
export function withBody(reply: Reply, bytes: Buffer, headers: Record<string, string>): Reply {
  const part: Part = { kind: 'bytes', bytes, label: 'body', tokens: tokensOf(reply.parts) };
  return {
    ...reply,
    headers: { ...reply.headers, ...headers, 'content-length': String(bytes.length) },
    parts: [part],
  };
}

/** The part in pieces of so many bytes; its tokens count with the last. */
export function inPieces(part: Part, size: number): Part[] {
  if (part.kind !== 'bytes') return [part];
  return Array.from({ length: Math.ceil(part.bytes.length / size) }, (_, index): Part => {
    const end = (index + 1) * size;
    const last = end >= part.bytes.length;
    return { ...part, bytes: part.bytes.subarray(index * size, end), tokens: last ? part.tokens : 0 };
  });
}

/**
 * What goes out up to the n-th event, and the rest; the end is always in the rest. A JSON body, which has no
 * events, is halved.
 */
export function splitAfter(reply: Reply, count: number): { before: readonly Part[]; after: readonly Part[] } {
  if (!isStream(reply)) {
    const halves = reply.parts.flatMap((part) =>
      labelOf(part) === 'body' && part.kind === 'bytes' && count > 0
        ? inPieces(part, Math.ceil(part.bytes.length / 2))
        : [part],
    );
    return { before: halves.slice(0, -1), after: halves.slice(-1) };
  }
  let seen = 0;
  const at = reply.parts.findIndex((part) => {
    if (labelOf(part) === 'event') seen += 1;
    return labelOf(part) === 'end' || seen > count;
  });
  return { before: reply.parts.slice(0, at), after: reply.parts.slice(at) };
}
