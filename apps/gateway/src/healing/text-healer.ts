import { type Bracket, type HealedText, healText, mostCharacters, tooLong } from './heal-text.ts';
import { JsonPrefix } from './json-prefix.ts';

/**
 * Heals a text that comes in pieces. What can't be changed by what follows is passed on at once; what may, is held back
 * to the end. The outcome is that of the whole text, but where it contradicts what was passed on.
 */
export class TextHealer {
  readonly #wanted: Bracket;
  readonly #prefix = new JsonPrefix();
  readonly #passed: string[] = [];
  #held = '';
  #length = 0;

  constructor(wanted: Bracket) {
    this.#wanted = wanted;
  }

  /** Takes the next piece, and gives what may be passed on. */
  push(piece: string): string {
    this.#held += piece;
    this.#length += piece.length;
    if (this.#length > mostCharacters) return this.release();
    const passed = this.#length - this.#held.length;
    this.#prefix.push(piece);
    return this.#prefix.certain > passed ? this.#pass(this.#prefix.certain - passed) : '';
  }

  /** Gives what was held back, as it came. */
  release(): string {
    return this.#pass(this.#held.length);
  }

  /** The text has ended. Gives what is left to pass on, and what was done; nothing was when the text is JSON. */
  end(): { rest: string; outcome: HealedText | null } {
    if (this.#length > mostCharacters) return { rest: this.release(), outcome: tooLong };
    const passed = this.#passed.join('');
    const outcome = healText(passed + this.#held, this.#wanted);
    if (!outcome?.healed) return { rest: this.release(), outcome };
    if (outcome.text.startsWith(passed)) return { rest: outcome.text.slice(passed.length), outcome };
    return { rest: this.release(), outcome: { healed: false, note: contradicts } };
  }

  #pass(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#passed.push(text);
    return text;
  }
}

const contradicts = 'The text could only have been mended by changing what had been passed on already.';
