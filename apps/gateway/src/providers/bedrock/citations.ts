import type { Annotation } from '@parley/types';
import { arrayOf, objectOf, stringOf } from '../json.ts';

/** A citation of something on the web. One of the caller's own documents has no address. */
export function readCitation(wire: unknown, start: number, end: number): Annotation[] {
  const { location, title, sourceContent } = objectOf(wire);
  const url = stringOf(objectOf(objectOf(location)['web'])['url']);
  if (url === null || !/^https?:\/\//i.test(url)) return [];
  const cited = arrayOf(sourceContent).flatMap((source) => stringOf(objectOf(source)['text']) ?? []);
  return [
    {
      type: 'url_citation',
      url_citation: {
        url,
        title: stringOf(title) ?? url,
        start_index: start,
        end_index: end,
        ...(cited.length === 0 ? {} : { content: cited.join('\n') }),
      },
    },
  ];
}
