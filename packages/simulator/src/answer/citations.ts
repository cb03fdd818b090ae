import { type Piece, textOf } from '../tokenizer.ts';
import type { Citation } from './answer.ts';

/** The Markdown links that a searching model wrote into its text, as citations of them. */
export function citationsIn(pieces: readonly Piece[]): Citation[] {
  return [...textOf(pieces).matchAll(/\[([^\]]+)\]\((https:\/\/[^)\s]+\?source=simulator)\)/g)].map(
    (match) => ({
      start: match.index,
      end: match.index + match[0].length,
      title: match[1] ?? '',
      url: match[2] ?? '',
    }),
  );
}
