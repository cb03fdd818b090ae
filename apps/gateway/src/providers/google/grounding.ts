// https://ai.google.dev/gemini-api/docs/google-search
import type { Annotation } from '@parley/types';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';

/** The sources of an answer, as they pile up over its events. */
export type Grounding = { queries: Set<string>; metadata: JsonObject };

export const ungrounded = (): Grounding => ({ queries: new Set(), metadata: {} });

/** Takes over what one event says. Later events repeat what earlier ones said, and the last may be empty. */
export function addGrounding(grounding: Grounding, wire: unknown): void {
  if (!isObject(wire)) return;
  for (const query of arrayOf(wire['webSearchQueries']))
    if (typeof query === 'string') grounding.queries.add(query);
  if (arrayOf(wire['groundingChunks']).length > 0) grounding.metadata = wire;
}

/** How many searches were made: one, where there are sources and Google doesn't say by which words. */
export function searchesOf({ queries, metadata }: Grounding): number {
  return queries.size > 0 || Object.keys(metadata).length === 0 ? queries.size : 1;
}

/** One annotation for each source of each stretch of text, and one without a place for a source of nothing in particular. */
export function annotationsOf({ metadata }: Grounding, content: string): Annotation[] {
  const sources = arrayOf(metadata['groundingChunks']).map(readSource);
  const cited = new Set<unknown>();
  const annotations = arrayOf(metadata['groundingSupports']).flatMap((support) => {
    const place = locate(objectOf(objectOf(support)['segment']), content);
    return arrayOf(objectOf(support)['groundingChunkIndices']).flatMap((index) => {
      const source = sources[countOf(index) ?? -1];
      if (source === undefined || source === null) return [];
      cited.add(source);
      return [annotate(source, place)];
    });
  });
  const uncited = sources.filter((source) => source !== null && !cited.has(source));
  return [
    ...annotations,
    ...uncited.flatMap((source) => (source === null ? [] : [annotate(source, nowhere)])),
  ];
}

type Source = { url: string; title: string };
type Stretch = { start_index: number; end_index: number };

const nowhere: Stretch = { start_index: 0, end_index: 0 };

function readSource(chunk: unknown): Source | null {
  const web = objectOf(objectOf(chunk)['web']);
  const url = stringOf(web['uri']);
  return url === null ? null : { url, title: stringOf(web['title']) ?? url };
}

const annotate = (source: Source, stretch: Stretch): Annotation => ({
  type: 'url_citation',
  url_citation: { ...source, ...stretch },
});

/** Where a segment stands in the text. Gemini counts bytes, of one part; the segment's own text tells if that is right. */
function locate(segment: JsonObject, content: string): Stretch {
  const bytes = Buffer.from(content);
  const endByte = countOf(segment['endIndex']);
  const text = stringOf(segment['text']);
  if (endByte !== null && endByte <= bytes.length) {
    const start = bytes.subarray(0, countOf(segment['startIndex']) ?? 0).toString().length;
    const end = bytes.subarray(0, endByte).toString().length;
    if (text === null || content.slice(start, end) === text) return { start_index: start, end_index: end };
  }
  const found = text === null || text === '' ? -1 : content.indexOf(text);
  return found < 0 || text === null ? nowhere : { start_index: found, end_index: found + text.length };
}
