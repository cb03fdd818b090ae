import type {
  Annotation,
  ChoiceLogprobs,
  GeneratedImage,
  ReasoningDetail,
  TokenLogprob,
  TopLogprob,
} from '@parley/types';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';

/** The parts of a message that a whole answer and a delta have in common. */

/** Text and reasoning: fields of their own, parts of the content (Mistral), or only in the details. */
export function readText(wire: JsonObject): { content: string | null; reasoning: string | null } {
  const parts = Array.isArray(wire['content']) ? wire['content'] : null;
  const said = parts === null ? stringOf(wire['content']) : textOf(parts, 'text');
  const thought = [
    stringOf(wire['reasoning_content']),
    stringOf(wire['reasoning']),
    parts === null ? null : textOf(parts, 'thinking'),
    textOf(arrayOf(wire['reasoning_details']), 'reasoning.text'),
    textOf(arrayOf(wire['reasoning_details']), 'reasoning.summary'),
  ];
  return { content: said, reasoning: thought.find(Boolean) ?? null };
}

// Where the text of a part stands, by its type. Mistral's thinking is a list of parts itself.
const textFields: { [type: string]: string } = {
  text: 'text',
  thinking: 'thinking',
  'reasoning.text': 'text',
  'reasoning.summary': 'summary',
};

function textOf(parts: readonly unknown[], type: string): string | null {
  const texts = parts.map(objectOf).flatMap((part) => {
    const value = part['type'] === type ? part[textFields[type] ?? ''] : null;
    const text = Array.isArray(value) ? textOf(value, 'text') : stringOf(value);
    return text === null ? [] : [text];
  });
  return texts.length === 0 ? null : texts.join('');
}

export const readImages = (wire: unknown): GeneratedImage[] =>
  arrayOf(wire).flatMap((image) => {
    const url = stringOf(objectOf(objectOf(image)['image_url'])['url']);
    return url !== null && /^(https?:\/\/|data:)/.test(url)
      ? [{ type: 'image_url', image_url: { url } }]
      : [];
  });

export const readAnnotations = (wire: unknown): Annotation[] =>
  arrayOf(wire).flatMap((annotation) => {
    const citation = objectOf(objectOf(annotation)['url_citation']);
    const url = stringOf(citation['url']);
    if (url === null) return [];
    const content = stringOf(citation['content']);
    return [
      {
        type: 'url_citation',
        url_citation: {
          url,
          title: stringOf(citation['title']) ?? url,
          start_index: countOf(citation['start_index']) ?? 0,
          end_index: countOf(citation['end_index']) ?? 0,
          ...(content === null ? {} : { content }),
        },
      },
    ];
  });

export const readReasoningDetails = (wire: unknown): ReasoningDetail[] =>
  arrayOf(wire).flatMap((detail): ReasoningDetail[] => {
    const known = objectOf(detail);
    const common = {
      id: stringOf(known['id']),
      format: stringOf(known['format']),
      ...(countOf(known['index']) === null ? {} : { index: countOf(known['index']) }),
    };
    switch (known['type']) {
      case 'reasoning.text':
        return [
          {
            type: 'reasoning.text',
            text: stringOf(known['text']),
            signature: stringOf(known['signature']),
            ...common,
          },
        ];
      case 'reasoning.summary':
        return [{ type: 'reasoning.summary', summary: stringOf(known['summary']), ...common }];
      case 'reasoning.encrypted':
        return [{ type: 'reasoning.encrypted', data: stringOf(known['data']), ...common }];
      default:
        return [];
    }
  });

export function readLogprobs(wire: unknown): ChoiceLogprobs {
  if (!isObject(wire)) return null;
  const list = (value: unknown) => (Array.isArray(value) ? value.flatMap(readTokenLogprob) : null);
  return { content: list(wire['content']), refusal: list(wire['refusal']) };
}

function readTokenLogprob(wire: unknown): TokenLogprob[] {
  return readTopLogprob(wire).map((token) => ({
    ...token,
    top_logprobs: arrayOf(objectOf(wire)['top_logprobs']).flatMap(readTopLogprob),
  }));
}

function readTopLogprob(wire: unknown): TopLogprob[] {
  const { token, logprob, bytes } = objectOf(wire);
  if (typeof token !== 'string' || typeof logprob !== 'number') return [];
  const known = Array.isArray(bytes) && bytes.every((byte) => typeof byte === 'number');
  return [{ token, logprob, bytes: known ? bytes : null }];
}
