const scalar = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
const scalarCharacter = /[-+.\w]/;
const whiteSpace = /[ \t\n\r]/;
const escaped = /["\\/bfnrtu]/;
const hexDigit = /[0-9a-fA-F]/;
// What runs through a string without a second look: no quote, backslash, control character or half of a pair.
const plain = /[ !#-[\]-\ud7ff\udc00-\uffff]+/y;

type Expecting =
  | 'root'
  | 'value'
  | 'value or end'
  | 'key'
  | 'key or end'
  | 'colon'
  | 'scalar'
  | 'string'
  | 'comma or end'
  | 'nothing';

/**
 * Follows a JSON object or array as it comes, piece by piece. `certain` is how many characters would be kept wherever
 * the text ended: a key counts once a character of its value has come, a number once something follows it.
 */
export class JsonPrefix {
  certain = 0;
  /** Whether what came is the beginning of no JSON. Nothing is certain any more from there on. */
  broken = false;
  readonly #open: ('{' | '[')[] = [];
  #expecting: Expecting = 'root';
  #length = 0;
  #scalar = '';
  #isKey = false;
  /** Inside an escape: what came of it, from its backslash on. */
  #escape = '';
  /** Where the last value ended. */
  #valueEnd = 0;

  push(piece: string): void {
    for (let index = 0; index < piece.length && !this.broken; index++) {
      if (this.#expecting === 'string' && this.#escape === '') index = this.#skipPlain(piece, index);
      const character = piece[index];
      if (character !== undefined && !this.#takes(character, this.#length + index)) this.broken = true;
    }
    this.#length += piece.length;
  }

  #skipPlain(piece: string, index: number): number {
    plain.lastIndex = index;
    if (!plain.test(piece)) return index;
    this.#settle(this.#length + plain.lastIndex);
    return plain.lastIndex;
  }

  /** Takes one character, at this place in the text. `false`: it doesn't belong here. */
  #takes(character: string, at: number): boolean {
    if (this.#expecting === 'string') return this.#takesInString(character, at);
    if (this.#expecting === 'scalar') {
      if (scalarCharacter.test(character)) {
        this.#scalar += character;
        return true;
      }
      if (!scalar.test(this.#scalar)) return false;
      this.#valueEnd = at;
      this.#expecting = 'comma or end';
    }
    if (whiteSpace.test(character)) return true;
    switch (this.#expecting) {
      case 'root':
        return this.#opens(character, at);
      case 'value or end':
        return this.#closes(character, '[', at) || this.#beginsValue(character, at);
      case 'value':
        return this.#beginsValue(character, at);
      case 'key or end':
        return this.#closes(character, '{', at) || this.#beginsString(character, true);
      case 'key':
        return this.#beginsString(character, true);
      case 'colon':
        this.#expecting = 'value';
        return character === ':';
      case 'comma or end':
        return this.#closes(character, this.#open.at(-1), at) || this.#separates(character);
      case 'nothing':
        return false;
    }
  }

  #beginsValue(character: string, at: number): boolean {
    if (this.#opens(character, at) || this.#beginsString(character, false)) return true;
    this.#expecting = 'scalar';
    this.#scalar = character;
    return scalarCharacter.test(character);
  }

  #opens(character: string, at: number): boolean {
    if (character !== '{' && character !== '[') return false;
    this.#open.push(character);
    this.#expecting = character === '{' ? 'key or end' : 'value or end';
    this.certain = at + 1;
    return true;
  }

  #closes(character: string, bracket: '{' | '[' | undefined, at: number): boolean {
    if (character !== (bracket === '{' ? '}' : ']')) return false;
    this.#open.pop();
    this.#expecting = this.#open.length === 0 ? 'nothing' : 'comma or end';
    this.#valueEnd = at + 1;
    this.certain = at + 1;
    return true;
  }

  // The comma itself may turn out to be one too many.
  #separates(character: string): boolean {
    if (character !== ',') return false;
    this.#expecting = this.#open.at(-1) === '{' ? 'key' : 'value';
    this.certain = this.#valueEnd;
    return true;
  }

  #beginsString(character: string, isKey: boolean): boolean {
    if (character !== '"') return false;
    this.#expecting = 'string';
    this.#isKey = isKey;
    return true;
  }

  #takesInString(character: string, at: number): boolean {
    if (this.#escape !== '') return this.#takesInEscape(character, at);
    if (character < ' ') return false;
    if (character === '\\') this.#escape = character;
    else if (character === '"') {
      // Certain with what follows it: another character would make it a quote inside the string.
      this.#expecting = this.#isKey ? 'colon' : 'comma or end';
      this.#valueEnd = at + 1;
    }
    // The first half of a pair waits for the second: it is no character alone.
    else if (!isFirstHalf(character)) this.#settle(at + 1);
    return true;
  }

  #takesInEscape(character: string, at: number): boolean {
    const known = this.#escape.length === 1 ? escaped : hexDigit;
    if (!known.test(character)) return false;
    this.#escape += character;
    if (this.#escape.length < (this.#escape[1] === 'u' ? 6 : 2)) return true;
    if (!isEscapedHalf(this.#escape)) this.#settle(at + 1);
    this.#escape = '';
    return true;
  }

  #settle(end: number): void {
    if (!this.#isKey) this.certain = end;
  }
}

const isEscapedHalf = (text: string): boolean => /^\\u[dD][89abAB]/.test(text);
const isFirstHalf = (character: string): boolean => /[\ud800-\udbff]/.test(character);
