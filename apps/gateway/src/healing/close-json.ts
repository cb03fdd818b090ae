import { looseTokens, wholeCharacters } from './loose-tokens.ts';

/**
 * Where JSON that begins in a text ends, or its text with all that is open at the end closed. `closed: null` where that
 * would leave out more than one value: the text doesn't break off, it is something else.
 */
export type ClosedJson = { end: number } | { closed: string | null };

type Bracket = { opener: '{' | '['; awaitsValue: boolean };

const closerOf = { '{': '}', '[': ']' } as const;
const literal = /^(?:true|false|null|True|False|None)$/;
// A key and the beginning of its value.
const mostLoose = 2;

/**
 * Follows JSON that begins at `start`, be it written as in JavaScript or Python, to the bracket that closes its first.
 * Where the text ends before, a string is closed where it breaks off, if anything of it came, and everything else behind
 * the last thing that came whole. `null`: more than `mostDeep` brackets are open at once.
 */
export function closeJson(text: string, start: number, mostDeep: number): ClosedJson | null {
  const open: Bracket[] = [];
  // Up to here all would be kept if nothing followed; so many strings and words wouldn't.
  let kept = start;
  let loose = 0;
  const close = (came: string) =>
    came +
    open
      .map(({ opener }) => closerOf[opener])
      .reverse()
      .join('');
  const keep = (end: number) => {
    const inner = open.at(-1);
    loose++;
    if (inner?.awaitsValue === false) return;
    kept = end;
    loose = 0;
    if (inner?.opener === '{') inner.awaitsValue = false;
  };
  for (const token of looseTokens(text, start)) {
    const { end } = token;
    switch (token.kind) {
      case 'string':
        if (!token.closed && open.at(-1)?.awaitsValue) {
          const came = wholeCharacters(text.slice(token.start + 1));
          if (came === '') return { closed: close(text.slice(start, kept)) };
          return { closed: close(text.slice(start, token.start + 1) + came + text[token.start]) };
        }
        keep(end);
        break;
      case 'word':
        // At the very end it may be the beginning of another.
        if (end < text.length || literal.test(text.slice(token.start, end))) keep(end);
        else loose++;
        break;
      case 'mark': {
        const character = text[token.start];
        const inner = open.at(-1);
        if (character === '{' || character === '[') {
          open.push({ opener: character, awaitsValue: character === '[' });
          if (open.length > mostDeep) return null;
          kept = end;
          loose = 0;
        } else if (character === ',' || character === ':') {
          if (inner?.opener === '{') inner.awaitsValue = character === ':';
        } else {
          // A bracket that was forgotten is closed with the one around it.
          const matching = open.findLastIndex(({ opener }) => closerOf[opener] === character);
          if (matching === 0) return { end };
          if (matching > 0) {
            open.length = matching;
            keep(end);
          }
        }
      }
    }
  }
  return { closed: loose > mostLoose ? null : close(text.slice(start, kept)) };
}
