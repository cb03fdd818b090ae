import type { PluginReport } from '@parley/types';
import { jsonrepair } from 'jsonrepair';
import { parseJson } from '../providers/json.ts';
import { closeJson } from './close-json.ts';
import { isOnlyWhatCame } from './only-what-came.ts';
import { rewriteJson } from './rewrite-json.ts';

export type Method = NonNullable<PluginReport['methods']>[number];
export type Bracket = '{' | '[';
export type HealedText = { healed: true; text: string; methods: Method[] } | { healed: false; note: string };

export const mostCharacters = 1_000_000;
// What jsonrepair takes grows with the square of the length.
const mostGuessed = 32_000;
const mostDeep = 100;
const mostPlaces = 20;

export const tooLong: HealedText = {
  healed: false,
  note: `The text has more than ${mostCharacters} characters.`,
};

/** A place where JSON may begin, and where the text that it is in ends. */
type Place = { start: number; end: number; around: 'markdown_extraction' | 'mixed_content_extraction' };

type Mended = { text: string; methods: Method[] };

const fence = /```[ \t]*\w*\s*(?=[{[])/g;
const fenceEnd = /\s*(?:\n[ \t]*```|```\s*$)/g;
// A bracket that something of JSON follows, be it written as in JavaScript or Python. In prose there are others.
const opening = /[{[](?=\s*(?:["'{}[\]\d-]|[\w$]+\s*:|(?:true|false|null)\b))/g;
const closerOf: { [bracket: string]: string } = { '{': '}', '[': ']' };

/**
 * Makes JSON of a text that is not quite: the object or array in it, mended as far as its syntax is wrong or its end was
 * cut. `wanted` is the bracket that it should begin with. `null`: the text is JSON.
 */
export function healText(text: string, wanted: Bracket): HealedText | null {
  if (parseJson(text) !== undefined) return null;
  if (text.length > mostCharacters) return tooLong;
  const mended = mendAtStart(text, wanted) ?? mendAnywhere(text, wanted);
  if (mended === null) return { healed: false, note: 'The text is no JSON, and could not be made into it.' };
  return { healed: true, ...mended };
}

/** A text that begins with a bracket is JSON from there: a stream of it has been passed on by now. */
function mendAtStart(text: string, wanted: Bracket): Mended | null {
  const [before] = /^[ \t\r\n]*(?=[{[])/.exec(text) ?? [];
  if (before === undefined) return null;
  const mended = mend(text, { start: before.length, end: text.length, around: 'mixed_content_extraction' });
  if (mended === null) return null;
  // In "[1] says {…}" it is not.
  const isElsewhere = mended.methods.includes('mixed_content_extraction') && text[before.length] !== wanted;
  return isElsewhere ? null : { ...mended, text: before + mended.text };
}

/** The JSON between other words: what is whole, wherever it stands, else what can be mended of the first. */
function mendAnywhere(text: string, wanted: Bracket): Mended | null {
  const fences = fencesIn(text);
  const places = openingsIn(text).filter(({ start }) => text[start] === wanted);
  for (const { start, end, around } of [...fences, ...places]) {
    const json = closeJson(text.slice(0, end), start, mostDeep);
    const whole = json !== null && 'end' in json ? text.slice(start, json.end) : '';
    if (parseJson(whole) !== undefined) return { text: whole, methods: [around] };
  }
  const [first] = [...fences.filter(({ start }) => text[start] === wanted), ...places];
  const mended = first === undefined ? null : mend(text, first);
  if (first === undefined || mended === null) return null;
  return {
    ...mended,
    methods: [first.around, ...mended.methods.filter((method) => method !== first.around)],
  };
}

function fencesIn(text: string): Place[] {
  return [...text.matchAll(fence)].slice(0, mostPlaces).map(({ 0: match, index }) => {
    const start = index + match.length;
    fenceEnd.lastIndex = start;
    return { start, end: fenceEnd.exec(text)?.index ?? text.length, around: 'markdown_extraction' };
  });
}

/** Where brackets open, but for those within others. */
function openingsIn(text: string): Place[] {
  const places: Place[] = [];
  let past = 0;
  for (const { index: start } of text.matchAll(opening)) {
    if (start < past) continue;
    if (places.push({ start, end: text.length, around: 'mixed_content_extraction' }) === mostPlaces) break;
    const json = closeJson(text, start, mostDeep);
    if (json !== null && 'end' in json) past = json.end;
  }
  return places;
}

/** Mends what begins at a place. What stands before that is for the caller to name. */
function mend(text: string, { start, end, around }: Place): Mended | null {
  const json = closeJson(text.slice(0, end), start, mostDeep);
  if (json === null) return null;
  if ('end' in json) {
    const piece = text.slice(start, json.end);
    const after: Method[] = json.end < text.trimEnd().length ? [around] : [];
    if (parseJson(piece) !== undefined) return { text: piece, methods: after };
    const repaired = repair(piece);
    return repaired === null ? null : { text: repaired, methods: [...after, 'syntax_fix'] };
  }
  const { closed } = json;
  if (closed !== null && parseJson(closed) !== undefined)
    return { text: closed, methods: ['truncation_completion'] };
  const rest = text.slice(start, end).trimEnd();
  const seemsWhole = rest.endsWith(closerOf[rest[0] ?? ''] ?? '');
  const fixed = seemsWhole ? repair(rest) : null;
  if (fixed !== null) return { text: fixed, methods: ['syntax_fix'] };
  const repaired = closed === null ? null : repair(closed);
  return repaired === null ? null : { text: repaired, methods: ['syntax_fix', 'truncation_completion'] };
}

/** Writes as JSON what is almost. What only a guess can mend is jsonrepair's, as long as nothing in its outcome is new. */
function repair(text: string): string | null {
  const rewritten = rewriteJson(text);
  if (parseJson(rewritten) !== undefined) return rewritten;
  if (text.length > mostGuessed) return null;
  let guessed: string;
  try {
    guessed = jsonrepair(text);
  } catch {
    return null;
  }
  if (guessed[0] !== text[0] || parseJson(guessed) === undefined) return null;
  return isOnlyWhatCame(guessed, text) ? guessed : null;
}
