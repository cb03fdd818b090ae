const LONGEST = 80;

/** The text on one line in quotes, its end left out when it is long. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= LONGEST ? `"${line}"` : `"${characters.slice(0, LONGEST).join('')}…"`;
}
