import type { Citation } from '../answer/answer.ts';

/** What the text rests on. Gemini's offsets are in bytes of UTF-8, and one of 0 is left out. */
export function groundingMetadata(text: string, citations: readonly Citation[]) {
  const bytesTo = (offset: number) => Buffer.byteLength(text.slice(0, offset));
  const titles = citations.map(({ title }) => title);
  return {
    webSearchQueries: titles,
    searchEntryPoint: { renderedContent: `<ul>${titles.map((title) => `<li>${title}</li>`).join('')}</ul>` },
    groundingChunks: citations.map(({ url, title }) => ({ web: { uri: url, title } })),
    groundingSupports: citations.map(({ start, end }, index) => ({
      segment: {
        ...(start === 0 ? {} : { startIndex: bytesTo(start) }),
        endIndex: bytesTo(end),
        text: text.slice(start, end),
      },
      groundingChunkIndices: [index],
    })),
  };
}
