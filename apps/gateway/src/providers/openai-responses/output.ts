import type { Annotation, ReasoningDetail } from '@parley/types';
import { arrayOf, countOf, type JsonObject, objectOf, stringOf } from '../json.ts';

/** The text of one item: a message, or the summary of reasoning and the reasoning itself. */
export const textOf = (parts: unknown, field: 'text' | 'refusal'): string =>
  arrayOf(parts)
    .map((part) => stringOf(objectOf(part)[field]) ?? '')
    .join('');

/** Reasoning as it is shown: the parts of a summary are paragraphs. */
export const reasoningOf = ({ summary, content }: JsonObject): string =>
  [...arrayOf(summary), ...arrayOf(content)].map((part) => textOf([part], 'text')).join('\n\n');

/** Reasoning as it goes back. `from` numbers its first piece. */
export function detailsOf(item: JsonObject, format: string, from: number): ReasoningDetail[] {
  const id = stringOf(item['id']);
  const data = stringOf(item['encrypted_content']);
  const pieces: ReasoningDetail[] = arrayOf(item['summary']).map((part) => ({
    type: 'reasoning.summary',
    summary: textOf([part], 'text'),
    id,
    format,
  }));
  if (data !== null) pieces.push({ type: 'reasoning.encrypted', data, id, format });
  return pieces.map((piece, index) => ({ ...piece, index: from + index }));
}

export const annotationsOf = (wire: readonly unknown[]): Annotation[] =>
  wire.map(objectOf).flatMap((annotation) => {
    const url = stringOf(annotation['url']);
    if (annotation['type'] !== 'url_citation' || url === null) return [];
    return [
      {
        type: 'url_citation',
        url_citation: {
          url,
          title: stringOf(annotation['title']) ?? url,
          start_index: countOf(annotation['start_index']) ?? 0,
          end_index: countOf(annotation['end_index']) ?? 0,
        },
      },
    ];
  });

/** Whether an item is a search that is charged: opening a page that was found is not. */
export const isSearch = ({ type, action }: JsonObject): boolean =>
  type === 'web_search_call' && (objectOf(action)['type'] ?? 'search') === 'search';
