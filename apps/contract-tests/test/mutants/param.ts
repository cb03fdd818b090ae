import type { Path } from './fault.ts';

const segment = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\.?([^.[\]]+)/gy;

/** The path that an error's `param` names: `messages[0].content`, `metadata["a key"]`. Null names the whole body. */
export function pathOf(param: string | null): Path {
  if (param === null) return [];
  const matches = [...param.matchAll(segment)];
  if (matches.map(([text]) => text).join('') !== param) throw new Error(`No path: ${param}`);
  return matches.map(([, index, quoted, name]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (name ?? '') : JSON.parse(`"${quoted}"`);
  });
}

/** Whether one path leads to the other, or is it. */
export const leadsTo = (above: Path, path: Path): boolean =>
  above.length <= path.length && above.every((key, index) => isSame(key, path[index]));

// Keys too long for a sentence are shown by their beginning.
function isSame(shown: string | number, key: string | number | undefined): boolean {
  if (typeof shown === 'string' && typeof key === 'string' && shown.endsWith('…'))
    return key.startsWith(shown.slice(0, -1));
  return shown === key;
}
