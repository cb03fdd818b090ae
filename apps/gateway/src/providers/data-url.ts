export type InlineData = { mimeType: string /** In base64. */; data: string };

/** The type and the base64 of a `data:` URL; `null` when it is another address, or not in base64. RFC 2397. */
export function parseDataUrl(url: string): InlineData | null {
  const comma = url.indexOf(',');
  if (comma < 0 || !/^data:/i.test(url)) return null;
  const [mimeType = '', ...parameters] = url.slice('data:'.length, comma).split(';');
  if (parameters.at(-1)?.trim().toLowerCase() !== 'base64') return null;
  return { mimeType: mimeType.trim().toLowerCase() || 'text/plain', data: url.slice(comma + 1) };
}
