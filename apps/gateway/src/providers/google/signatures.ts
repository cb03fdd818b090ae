// https://ai.google.dev/gemini-api/docs/thought-signatures
import type { ReasoningDetail, ReasoningEncrypted, ReasoningText } from '@parley/types';

const format = 'google-gemini-v1';

/**
 * Which part of a message a signature belongs to. In a detail's `id` it is the id of a tool call, `content:0-79` (the
 * characters of `content` that were one part), `image:0`, or `part` for a part that is kept whole.
 */
export type Place =
  | { kind: 'call'; id: string }
  | { kind: 'content'; start: number; end: number }
  | { kind: 'image'; index: number }
  | { kind: 'part' };

export const isOurs = (detail: ReasoningDetail): boolean => detail.format === format;

export const thoughtDetail = (text: string, signature: string | null, index: number): ReasoningText => ({
  type: 'reasoning.text',
  text,
  ...(signature === null ? {} : { signature }),
  format,
  index,
});

export const signatureDetail = (place: Place, data: string, index: number): ReasoningEncrypted => ({
  type: 'reasoning.encrypted',
  data,
  id: idOf(place),
  format,
  index,
});

function idOf(place: Place): string {
  switch (place.kind) {
    case 'call':
      return place.id;
    case 'content':
      return `content:${place.start}-${place.end}`;
    case 'image':
      return `image:${place.index}`;
    case 'part':
      return 'part';
  }
}

export function placeOf(id: string): Place {
  const content = /^content:(\d+)-(\d+)$/.exec(id);
  if (content !== null) return { kind: 'content', start: Number(content[1]), end: Number(content[2]) };
  const image = /^image:(\d+)$/.exec(id);
  if (image !== null) return { kind: 'image', index: Number(image[1]) };
  return id === 'part' ? { kind: 'part' } : { kind: 'call', id };
}

/** An id for a call that came without one. */
export const makeCallId = (answerId: string, choice: number, call: number): string =>
  `call_${answerId}_${choice}_${call}`;

/** The id to send with a call and its result: Gemini's own. It never made those that begin like this. */
export const wireIdOf = (id: string): { id?: string } => (id.startsWith('call_') ? {} : { id });
