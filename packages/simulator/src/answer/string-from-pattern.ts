import type { Random } from '../random.ts';

/**
 * A string made by walking a regular expression: literals, classes, groups, alternatives, quantifiers and
 * escapes. Null for what it can't walk (look-around, back-references, `\b`, `\p`). The caller checks the match.
 * `most` is how often an open-ended quantifier repeats at most, beyond its least.
 */
export function stringFromPattern(pattern: string, random: Random, most: number): string | null {
  const walker = { pattern, at: 0, random, most };
  try {
    const write = alternatives(walker);
    return walker.at === pattern.length ? write() : null;
  } catch (error) {
    if (error === unsupported) return null;
    throw error;
  }
}

type Walker = { pattern: string; at: number; random: Random; most: number };
type Write = () => string;

const unsupported = new Error('This regular expression is beyond the generator.');

const MOST_REPEATS = 10_000;
const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const WORD = `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}_`;
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
const without = (excluded: string): string => [...PRINTABLE].filter((c) => !excluded.includes(c)).join('');

const escapes: Record<string, string | undefined> = {
  d: DIGITS,
  D: without(DIGITS),
  w: WORD,
  W: without(WORD),
  s: ' ',
  S: without(' '),
  n: '\n',
  r: '\r',
  t: '\t',
};

function alternatives(walker: Walker): Write {
  const options: [Write, ...Write[]] = [sequence(walker)];
  while (walker.pattern[walker.at] === '|') {
    walker.at += 1;
    options.push(sequence(walker));
  }
  return () => walker.random.pick(options)();
}

function sequence(walker: Walker): Write {
  const parts: Write[] = [];
  for (let next = walker.pattern[walker.at]; next !== undefined && !'|)'.includes(next); ) {
    parts.push(quantified(walker, atom(walker)));
    next = walker.pattern[walker.at];
  }
  return () => parts.map((write) => write()).join('');
}

function atom(walker: Walker): Write {
  const character = walker.pattern[walker.at] ?? '';
  walker.at += 1;
  if (character === '^' || character === '$') return () => '';
  if (character === '(') return group(walker);
  const from = character === '[' ? bracketed(walker) : single(walker, character);
  if (from === '') throw unsupported;
  return () => from[walker.random.integer(0, from.length - 1)] ?? '';
}

function group(walker: Walker): Write {
  const prefix = /^\?(?::|<[A-Za-z]\w*>)/.exec(walker.pattern.slice(walker.at))?.[0];
  if (prefix !== undefined) walker.at += prefix.length;
  else if (walker.pattern[walker.at] === '?') throw unsupported;
  const write = alternatives(walker);
  walker.at += 1;
  return write;
}

/** The characters that one atom or class member stands for. */
function single(walker: Walker, character: string): string {
  if (character === '.') return WORD;
  if (character !== '\\') return character;
  const escaped = walker.pattern[walker.at] ?? '';
  walker.at += 1;
  if (/[bBpPkxuc1-9]/.test(escaped)) throw unsupported;
  return escapes[escaped] ?? escaped;
}

function bracketed(walker: Walker): string {
  const { pattern } = walker;
  const negated = pattern[walker.at] === '^';
  if (negated) walker.at += 1;
  let members = '';
  while (pattern[walker.at] !== ']' && walker.at < pattern.length) {
    const character = pattern[walker.at] ?? '';
    walker.at += 1;
    const low = character === '.' ? '.' : single(walker, character);
    if (low.length === 1 && pattern[walker.at] === '-' && pattern[walker.at + 1] !== ']') {
      const end = pattern[walker.at + 1] ?? '';
      walker.at += 2;
      const high = single(walker, end);
      const span = high.charCodeAt(0) - low.charCodeAt(0) + 1;
      members += Array.from({ length: span }, (_, i) => String.fromCharCode(low.charCodeAt(0) + i)).join('');
    } else members += low;
  }
  walker.at += 1;
  return negated ? without(members) : members;
}

function quantified(walker: Walker, write: Write): Write {
  const match = /^(?:\*|\+|\?|\{(\d+)(,?)(\d*)\})\??/.exec(walker.pattern.slice(walker.at));
  if (match === null) return write;
  walker.at += match[0].length;
  const sign = match[0][0];
  const least = sign === '+' ? 1 : Number(match[1] ?? 0);
  const open = sign === '*' || sign === '+' || (match[2] === ',' && match[3] === '');
  const last = sign === '?' ? 1 : match[2] === ',' ? Number(match[3]) : least;
  return () => {
    const length = walker.random.integer(least, open ? least + walker.most : last);
    if (length > MOST_REPEATS) throw unsupported;
    return Array.from({ length }, write).join('');
  };
}
