import type { ChatChunk } from '@parley/types';

/** One event, as it goes over the wire. */
export const sseEvent = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/**
 * Writes the chunks of one stream, but for the last. They differ in their choices alone (S2, S9), so what stands around
 * those is written once.
 */
export function createChunkWriting(): (chunk: ChatChunk) => string {
  let around: string[] | null = null;
  return (chunk) => {
    around ??= sseEvent({ ...chunk, choices: null }).split('"choices":null');
    return `${around[0]}"choices":${JSON.stringify(chunk.choices)}${around[1]}`;
  };
}

export const sseDone = 'data: [DONE]\n\n';

/** A comment: it keeps the connection alive and means nothing. */
export const ssePing = ': ping\n\n';
