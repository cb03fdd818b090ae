// https://docs.cohere.com/docs/tool-use-citations
import type { Annotation } from '@parley/types';
import { arrayOf, countOf, objectOf, stringOf } from '../json.ts';

/** The sources of a citation that have an address. Those that are texts of the caller's own have none. */
export function readCitation(wire: unknown): Annotation[] {
  const { start, end, sources, type } = objectOf(wire);
  // What is cited in a plan or in a thought has no place in the text.
  if (type !== undefined && type !== null && type !== 'TEXT_CONTENT') return [];
  return arrayOf(sources).flatMap((source): Annotation[] => {
    const { document, tool_output: output } = objectOf(source);
    const { url, title } = { ...objectOf(document), ...objectOf(output) };
    const address = stringOf(url);
    if (address === null || !/^https?:\/\//i.test(address)) return [];
    return [
      {
        type: 'url_citation',
        url_citation: {
          url: address,
          title: stringOf(title) ?? address,
          start_index: countOf(start) ?? 0,
          end_index: countOf(end) ?? 0,
        },
      },
    ];
  });
}
