/** A token of JSON, or of what is almost JSON: strings in either quotes, words and numbers, comments. */
export type LooseToken =
  | { kind: 'string'; start: number; end: number; closed: boolean }
  | { kind: 'word' | 'mark' | 'space' | 'comment'; start: number; end: number };

const mark = /[{}[\],:]/;
const space = /\s+/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const word = /[^\s{}[\],:][^\s"{}[\],:]*/y;
const inQuotes = {
  '"': /[^"\\]*(?:\\[\s\S][^"\\]*)*/y,
  "'": /[^'\\]*(?:\\[\s\S][^'\\]*)*/y,
};

/** The tokens of a text from `start` on. Together they are the text, without gaps. */
export function* looseTokens(text: string, start = 0): Generator<LooseToken, void, void> {
  let index = start;
  while (index < text.length) {
    const token = tokenAt(text, index);
    yield token;
    index = token.end;
  }
}

function tokenAt(text: string, start: number): LooseToken {
  const character = text[start] ?? '';
  if (character === '"' || character === "'") {
    const end = endOf(inQuotes[character], text, start + 1) ?? start + 1;
    return text[end] === character
      ? { kind: 'string', start, end: end + 1, closed: true }
      : { kind: 'string', start, end: text.length, closed: false };
  }
  if (mark.test(character)) return { kind: 'mark', start, end: start + 1 };
  const pastSpace = endOf(space, text, start);
  if (pastSpace !== null) return { kind: 'space', start, end: pastSpace };
  const pastComment = endOf(comment, text, start);
  if (pastComment !== null) return { kind: 'comment', start, end: pastComment };
  return { kind: 'word', start, end: endOf(word, text, start) ?? text.length };
}

function endOf(sticky: RegExp, text: string, index: number): number | null {
  sticky.lastIndex = index;
  return sticky.test(text) ? sticky.lastIndex : null;
}

const partOfEscape = /\\(?:u[0-9a-fA-F]{0,3})?$/;
const firstHalf = /(?:\\u[dD][89abAB][0-9a-fA-F]{2}|[\ud800-\udbff])$/;

/** What came whole of a string that was cut: no part of an escape, no half of a pair. */
export const wholeCharacters = (string: string): string =>
  withoutEnd(withoutEnd(string, partOfEscape), firstHalf);

function withoutEnd(string: string, part: RegExp): string {
  const tail = string.slice(-6);
  const found = part.exec(tail);
  if (found === null) return string;
  const start = string.length - tail.length + found.index;
  let backslashes = 0;
  while (string[start - 1 - backslashes] === '\\') backslashes++;
  // Behind an odd number of them, what looks like an escape is the rest of another.
  return string[start] === '\\' && backslashes % 2 === 1 ? string : string.slice(0, start);
}
