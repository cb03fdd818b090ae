/** The version in the text of a package.json. */
export function readVersion(text: string): string {
  const manifest: unknown = JSON.parse(text);
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version);
  throw new Error('A package.json has no version.');
}
