import type { Random } from '../random.ts';
import type { Piece, Tokenizer } from '../tokenizer.ts';
import { type Effort, lastUserText, type Question } from './question.ts';
import { quote } from './quote.ts';

/** How many tokens a model thinks, by effort: exactly, when max tokens leave room for them. */
export const reasoningTokens: Record<Effort, number> = {
  none: 0,
  minimal: 16,
  low: 48,
  medium: 128,
  high: 320,
  xhigh: 640,
  max: 1024,
};

const thoughts = [
  'Let me look at it once more from the other side.',
  'The wording leaves little room, so I take it literally.',
  'A short answer serves best here.',
  'I check that against what was said before.',
  'Nothing in the conversation contradicts this.',
  'If that were wrong, the next step would show it.',
  'So far this holds.',
] as const;

export function writeReasoning(
  question: Question,
  random: Random,
  { tokenizer, limit }: { tokenizer: Tokenizer; limit: number },
): Piece[] {
  const wanted = Math.min(reasoningTokens[question.effort], limit);
  if (wanted <= 0) return [];
  let text = `The user says ${quote(lastUserText(question))}.`;
  // Each thought has at least five tokens, so this many are enough.
  for (let written = 0; written < wanted; written += 5) text += ` ${random.pick(thoughts)}`;
  const { pieces } = tokenizer.split(text, wanted);
  return pieces;
}
