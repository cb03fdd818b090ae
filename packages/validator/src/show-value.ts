const longest = 48;

/** A value for a sentence: short whatever it is, and without the bytes of a `data:` URL. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return showText(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return value === undefined ? 'nothing' : String(value);
}

function showText(text: string): string {
  const dataUrl = /^data:[\w.+/;=-]{0,40},/.exec(text)?.[0];
  const shown = dataUrl ?? text.slice(0, longest);
  return JSON.stringify(shown.length < text.length ? `${shown}…` : shown);
}
