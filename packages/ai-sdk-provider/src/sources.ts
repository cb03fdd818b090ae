import type { LanguageModelV4Citation, LanguageModelV4Source } from '@ai-sdk/provider';
import type { Annotation } from '@parley/types';

/** Each page once, in the order of its first mention; which words rest on it, the citations say. */
export interface Sources {
  /** The source when it is new, with an id of its own across the steps of a conversation. */
  add(annotation: Annotation, answerId: string): LanguageModelV4Source | undefined;
  /** Those that support the text from `start` to `end` of the answer's content; offsets count from `start`. */
  citations(start: number, end: number): LanguageModelV4Citation[] | undefined;
}

export function createSources(): Sources {
  const sources = new Map<string, LanguageModelV4Source>();
  const cited: { source: LanguageModelV4Source; annotation: Annotation }[] = [];

  return {
    add(annotation, answerId) {
      const { url, title } = annotation.url_citation;
      const known = sources.get(url);
      const source: LanguageModelV4Source = known ?? {
        type: 'source',
        sourceType: 'url',
        id: `${answerId}-source-${sources.size}`,
        url,
        title,
      };
      sources.set(url, source);
      cited.push({ source, annotation });
      return known === undefined ? source : undefined;
    },
    citations(start, end) {
      const here = cited.flatMap(({ source, annotation: { url_citation: span } }) => {
        const empty = span.end_index <= span.start_index;
        if (empty || span.start_index < start || span.end_index > end) return [];
        const citedText = span.content ?? undefined;
        return {
          source,
          startIndex: span.start_index - start,
          endIndex: span.end_index - start,
          ...(citedText === undefined ? {} : { citedText }),
        };
      });
      return here.length === 0 ? undefined : here;
    },
  };
}
