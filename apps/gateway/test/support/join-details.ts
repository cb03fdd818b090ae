import type { ReasoningDetail } from '@parley/types';

/** The pieces of reasoning of a stream as a client puts them together: those of one type and index are one. */
export function joinDetails(pieces: readonly ReasoningDetail[]): ReasoningDetail[] {
  const joined: ReasoningDetail[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.type === 'reasoning.text' && piece.type === 'reasoning.text' && last.index === piece.index)
      joined[joined.length - 1] = { ...last, ...piece, text: (last.text ?? '') + (piece.text ?? '') };
    else joined.push(piece);
  }
  return joined;
}
