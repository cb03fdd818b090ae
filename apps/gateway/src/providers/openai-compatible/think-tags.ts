const open = '<think>';
const close = '</think>';

export type Said = { content: string; reasoning: string };

/** Takes the reasoning out of a text that begins with it, between tags. Pieces may end anywhere, inside a tag as well. */
export class ThinkTags {
  #held = '';
  #at: 'start' | 'reasoning' | 'gap' | 'text' = 'start';

  push(piece: string): Said {
    const said: Said = { content: '', reasoning: '' };
    this.#held += piece;
    if (this.#at === 'start') this.#begin();
    if (this.#at === 'reasoning') said.reasoning = this.#reason();
    if (this.#at === 'gap') this.#skip();
    if (this.#at === 'text') said.content = this.#take(this.#held.length);
    return said;
  }

  /** What was held back, because it might have been the beginning of a tag. */
  end(): Said {
    const rest = this.#take(this.#held.length);
    return this.#at === 'reasoning' ? { content: '', reasoning: rest } : { content: rest, reasoning: '' };
  }

  #begin(): void {
    const text = this.#held.trimStart();
    if (text.startsWith(open)) {
      this.#held = text.slice(open.length);
      this.#at = 'reasoning';
    } else if (!open.startsWith(text)) this.#at = 'text';
  }

  #reason(): string {
    const end = this.#held.indexOf(close);
    if (end < 0) return this.#take(Math.max(0, this.#held.length - close.length + 1));
    const reasoning = this.#take(end);
    this.#take(close.length);
    this.#at = 'gap';
    return reasoning;
  }

  #skip(): void {
    this.#held = this.#held.trimStart();
    if (this.#held !== '') this.#at = 'text';
  }

  #take(length: number): string {
    const taken = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    return taken;
  }
}
