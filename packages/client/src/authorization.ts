/** The header of a key. Throws for one that no header can hold, in words of its own: `fetch` would quote the key. */
export function authorization(apiKey: string | undefined): { authorization?: string } {
  if (apiKey === undefined) return {};
  const header = { authorization: `Bearer ${apiKey}` };
  try {
    new Headers(header);
  } catch {
    throw new TypeError('apiKey has a character that no header can hold, such as a line break.');
  }
  return header;
}
