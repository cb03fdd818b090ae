const entities: { [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as it stands, for HTML. */
export const text = (value: string): string =>
  value.replace(/[&<>"]/g, (character) => entities[character] ?? '');
