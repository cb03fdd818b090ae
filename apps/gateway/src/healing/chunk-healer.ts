import type { ChatChunk, ChunkChoice } from '@parley/types';
import type { Bracket } from './heal-text.ts';
import type { ChoiceOutcome } from './plugin-report.ts';
import { TextHealer } from './text-healer.ts';
import { isAnswer } from './what-is-healed.ts';

/** Heals the text of each choice of a stream. All else passes as it is, in its order, and a finish reason comes last. */
export class ChunkHealer {
  readonly outcomes: ChoiceOutcome[] = [];
  readonly #wanted: Bracket;
  readonly #open = new Map<number, TextHealer>();
  #last: ChatChunk | null = null;

  constructor(wanted: Bracket) {
    this.#wanted = wanted;
  }

  /** The chunks to send for this one: none, where all of it is held back. */
  push(chunk: ChatChunk): ChatChunk[] {
    this.#last = chunk;
    return chunk.choices.flatMap((choice) => {
      const shown = this.#hold(choice);
      const rest = choice.finish_reason === null ? '' : this.#end(choice);
      const saysNothing = Object.entries(shown.delta).every(
        ([field, value]) => field === 'content' && value === '',
      );
      const isHeld = shown !== choice && saysNothing && choice.finish_reason === null && !choice.logprobs;
      return [
        ...(rest === '' ? [] : [withText(chunk, choice.index, rest)]),
        ...(isHeld ? [] : [{ ...chunk, choices: [shown] }]),
      ];
    });
  }

  /** The stream broke: what was held back, as it came. */
  release(): ChatChunk[] {
    const chunk = this.#last;
    if (chunk === null) return [];
    return [...this.#open].flatMap(([index, healer]) => {
      const text = healer.release();
      return text === '' ? [] : [withText(chunk, index, text)];
    });
  }

  #hold(choice: ChunkChoice): ChunkChoice {
    const { content } = choice.delta;
    if (!content) return choice;
    const healer = this.#open.get(choice.index) ?? new TextHealer(this.#wanted);
    this.#open.set(choice.index, healer);
    const passed = healer.push(content);
    return passed === content ? choice : { ...choice, delta: { ...choice.delta, content: passed } };
  }

  #end({ index, finish_reason }: ChunkChoice): string {
    const healer = this.#open.get(index);
    this.#open.delete(index);
    if (healer === undefined) return '';
    if (!isAnswer(finish_reason)) return healer.release();
    const { rest, outcome } = healer.end();
    this.outcomes.push({ index, outcome });
    return rest;
  }
}

const withText = (chunk: ChatChunk, index: number, content: string): ChatChunk => ({
  ...chunk,
  choices: [{ index, delta: { content }, finish_reason: null }],
});
