import { type LooseToken, looseTokens } from './loose-tokens.ts';

const literals: { [word: string]: string } = { True: 'true', False: 'false', None: 'null' };
const name = /^[\w$-]+$/;

/**
 * Writes as JSON what is written as in JavaScript or Python: quotes, names as keys, literals, escapes, comments, a comma
 * before a bracket. What JSON has already stays as it is to the byte; what else is wrong stays wrong.
 */
export function rewriteJson(text: string): string {
  const tokens = [...looseTokens(text)];
  let json = '';
  for (const [index, token] of tokens.entries()) {
    const written = text.slice(token.start, token.end);
    const next = nextMark(text, tokens, index + 1);
    if (token.kind === 'string') json += token.closed ? rewriteString(written) : written;
    else if (token.kind === 'word')
      json += next === ':' && name.test(written) ? `"${written}"` : (literals[written] ?? written);
    else if (token.kind === 'comment' || (written === ',' && (next === '}' || next === ']'))) continue;
    else json += written;
  }
  return json;
}

/** The next token that is neither space nor a comment, where it is a mark. */
function nextMark(text: string, tokens: LooseToken[], from: number): string | null {
  let index = from;
  while (tokens[index]?.kind === 'space' || tokens[index]?.kind === 'comment') index++;
  const token = tokens[index];
  return token?.kind === 'mark' ? (text[token.start] ?? null) : null;
}

const odd = /\\(?:u[0-9a-fA-F]{4}|x([0-9a-fA-F]{2})|([\s\S]))|["\u007f]|[^ -\uffff]/g;

function rewriteString(written: string): string {
  const inner = written
    .slice(1, -1)
    .replace(odd, (found, code: string | undefined, escaped: string | undefined) => {
      if (code !== undefined) return `\\u00${code}`;
      if (escaped === "'") return "'";
      if (escaped !== undefined)
        return /["\\/bfnrt]/.test(escaped) ? found : JSON.stringify(found).slice(1, -1);
      return found.startsWith('\\') ? found : JSON.stringify(found).slice(1, -1);
    });
  return `"${inner}"`;
}
