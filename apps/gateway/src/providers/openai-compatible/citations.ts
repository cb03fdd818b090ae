import type { Annotation } from '@parley/types';
import { arrayOf, type JsonObject, objectOf, stringOf } from '../json.ts';

const none: Annotation[] = [];

// Perplexity and xAI, Perplexity with titles, Zhipu.
const places = ['search_results', 'web_search', 'citations'];

/** The sources that stand beside the choices, each once, as annotations without a place in the text. */
export function readCitations(body: JsonObject): Annotation[] {
  if (
    body['search_results'] === undefined &&
    body['web_search'] === undefined &&
    body['citations'] === undefined
  )
    return none;
  const titles = new Map<string, string>();
  for (const source of places.flatMap((place) => arrayOf(body[place]))) {
    const { url, link, title } = objectOf(source);
    const address = stringOf(source) ?? stringOf(url) ?? stringOf(link);
    if (address !== null && !titles.has(address)) titles.set(address, stringOf(title) ?? address);
  }
  return [...titles].map(([url, title]) => ({
    type: 'url_citation',
    url_citation: { url, title, start_index: 0, end_index: 0 },
  }));
}

const keyOf = ({ url_citation: { url, start_index, end_index } }: Annotation): string =>
  `${start_index} ${end_index} ${url}`;

/** Lets each annotation through once, and a source without a place only if it isn't annotated already. */
export class Annotations {
  readonly #seen = new Set<string>();
  readonly #urls = new Set<string>();

  placed(annotations: Annotation[]): Annotation[] {
    return annotations.filter((annotation) => {
      const key = keyOf(annotation);
      this.#urls.add(annotation.url_citation.url);
      return !this.#seen.has(key) && this.#seen.add(key);
    });
  }

  unplaced(annotations: Annotation[]): Annotation[] {
    return this.placed(annotations.filter(({ url_citation: { url } }) => !this.#urls.has(url)));
  }
}
