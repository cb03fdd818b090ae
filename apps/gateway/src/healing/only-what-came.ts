import { type LooseToken, looseTokens } from './loose-tokens.ts';
import { rewriteJson } from './rewrite-json.ts';

type Value = { written: string; sure: boolean };

/**
 * Whether the repaired JSON says nothing that the text doesn't: each of its keys and values is one of the text's, in
 * their order, or a string made of several of them; and what stands in the text between marks or quotes and marks, so that
 * there is no doubt about it, has stayed as it is. A repair has to guess, and writes `null` where nothing was, or takes
 * a bracket in a string for one that is meant.
 */
export function isOnlyWhatCame(repaired: string, text: string): boolean {
  const came = valuesOf(text);
  const letters = lettersOf(text);
  let next = 0;
  for (const { written } of valuesOf(repaired)) {
    let found = next;
    while (found < came.length && came[found]?.written !== written && !came[found]?.sure) found++;
    if (came[found]?.written === written) next = found + 1;
    else if (!written.startsWith('"') || !letters.includes(lettersOf(written))) return false;
  }
  return came.slice(next).every(({ sure }) => !sure);
}

/** The keys and values of a text, in JSON's spelling. */
function valuesOf(text: string): Value[] {
  const tokens = [...looseTokens(text)].filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  return tokens.flatMap((token, index): Value[] => {
    if (token.kind === 'mark') return [];
    const sure =
      isMark(tokens[index - 1]) && isMark(tokens[index + 1]) && (token.kind !== 'string' || token.closed);
    return [{ written: rewriteJson(text.slice(token.start, token.end)), sure }];
  });
}

const isMark = (token: LooseToken | undefined): boolean => token === undefined || token.kind === 'mark';

// Quotes and white space may be written anew, with an escape or without.
const lettersOf = (text: string): string => text.replace(/\\[bfnrt]|[\\"'\s]/g, '');
