// Byte-pair encoding is quadratic in the length of a run without spaces, and one caller's answer must not hold up the
// others: text is counted in slices, and past a sample the rest is taken to be like it.
const sliceCharacters = 1_000;
const sampleCharacters = 100_000;

// Cut before white space where there is some: tokens begin there anyway, and nothing is counted twice.
const slices = new RegExp(`[^]{1,${sliceCharacters}}(?=\\s|$)|[^]{1,${sliceCharacters}}`, 'g');

/** Tokens of a text by a tokenizer: as it counts up to 100,000 characters, in proportion beyond. Linear in the text. */
export function estimateTokens(text: string, countTokens: (text: string) => number): number {
  const sample = text.length > sampleCharacters ? text.slice(0, sampleCharacters) : text;
  let tokens = 0;
  for (const [slice] of sample.matchAll(slices)) tokens += countTokens(slice);
  return sample === text ? tokens : Math.round((tokens * text.length) / sample.length);
}
