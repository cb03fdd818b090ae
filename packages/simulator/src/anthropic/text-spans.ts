import type { Citation } from '../answer/answer.ts';
import type { Piece } from '../tokenizer.ts';

export type Span = { pieces: readonly Piece[]; citation: Citation | null };

/** A text in the order in which it is said, cut where a citation begins and ends. */
export function textSpans(pieces: readonly Piece[], citations: readonly Citation[]): Span[] {
  let at = 0;
  const spans: Span[] = [];
  for (const citation of citations) {
    spans.push({ pieces: slice(pieces, at, citation.start), citation: null });
    spans.push({ pieces: slice(pieces, citation.start, citation.end), citation });
    at = citation.end;
  }
  spans.push({ pieces: slice(pieces, at, Number.POSITIVE_INFINITY), citation: null });
  return spans.filter((span) => span.pieces.length > 0);
}

/** A piece on a border is cut; its tokens go with its first part. */
function slice(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const slices: Piece[] = [];
  let from = 0;
  for (const { text, tokens } of pieces) {
    const to = from + text.length;
    const begins = from >= start && from < end;
    if (begins || (from < start && to > start)) {
      const part = text.slice(Math.max(start - from, 0), end - from);
      slices.push({ text: part, tokens: begins ? tokens : 0 });
    }
    from = to;
  }
  return slices;
}
