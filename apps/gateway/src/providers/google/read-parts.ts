import type { ChatAnswer, GeneratedImage, ReasoningDetail, ToolCall } from '@parley/types';
import { isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { makeCallId, signatureDetail, thoughtDetail } from './signatures.ts';

/** What one part of a candidate says. */
export type Piece = {
  content?: string;
  reasoning?: string;
  detail?: ReasoningDetail;
  image?: GeneratedImage;
  /** Sound in base64. */
  audio?: string;
  call?: ToolCall;
};

export type PartReader = {
  /** All text so far. */
  readonly content: string;
  read(part: JsonObject): Piece;
};

/** Reads the parts of one candidate in their order, be they of a whole answer or of the events of a stream. */
export function createPartReader(answerId: string, choice: number): PartReader {
  let content = '';
  let calls = 0;
  const callIds = new Set<string>();
  let images = 0;
  let details = 0;
  // The thought that is being continued: its pieces share an index, so that they become one again.
  let thought: number | null = null;

  function readThought(part: JsonObject, signature: string | null): Piece {
    const text = stringOf(part['text']) ?? '';
    if (text === '' && signature === null) return {};
    const index = thought ?? details++;
    thought = signature === null ? index : null;
    return {
      ...(text === '' ? {} : { reasoning: text }),
      detail: thoughtDetail(text, signature, index),
    };
  }

  function readCall({ id, name, args }: JsonObject, signature: string | null): Piece {
    const known = stringOf(name) ?? '';
    if (known === '') return {};
    const given = stringOf(id) ?? '';
    const callId = given === '' || callIds.has(given) ? makeCallId(answerId, choice, calls) : given;
    callIds.add(callId);
    calls += 1;
    return {
      call: {
        id: callId,
        type: 'function',
        function: { name: known, arguments: JSON.stringify(objectOf(args)) },
      },
      ...signed({ kind: 'call', id: callId }, signature),
    };
  }

  function readMedia(media: JsonObject, signature: string | null): Piece {
    const data = stringOf(media['data']) ?? '';
    const type = stringOf(media['mimeType']) ?? '';
    if (type.startsWith('audio/')) return { audio: data };
    if (!type.startsWith('image/')) return {};
    return {
      image: { type: 'image_url', image_url: { url: `data:${type};base64,${data}` } },
      ...signed({ kind: 'image', index: images++ }, signature),
    };
  }

  function readText(text: string, signature: string | null): Piece {
    const start = content.length;
    content += text;
    const said: Piece = text === '' ? {} : { content: text };
    if (signature === null) return said;
    return { ...said, ...signed({ kind: 'content', start, end: content.length }, signature) };
  }

  const signed = (
    place: Parameters<typeof signatureDetail>[0],
    signature: string | null,
  ): Pick<Piece, 'detail'> =>
    signature === null ? {} : { detail: signatureDetail(place, signature, details++) };

  return {
    get content() {
      return content;
    },
    read(part) {
      const signature = stringOf(part['thoughtSignature']);
      if (part['thought'] === true) return readThought(part, signature);
      thought = null;
      if (isObject(part['functionCall'])) return readCall(part['functionCall'], signature);
      if (isObject(part['inlineData'])) return readMedia(part['inlineData'], signature);
      if (isObject(part['toolCall']) || isObject(part['toolResponse']))
        return signed({ kind: 'part' }, JSON.stringify(part));
      return readText(stringOf(part['text']) ?? '', signature);
    },
  };
}

/** The message that the pieces of a whole answer make. */
export function assemble(pieces: readonly Piece[], answerId: string): ChatAnswer {
  const text = (field: 'content' | 'reasoning') => {
    const parts = pieces.flatMap((piece) => piece[field] ?? []);
    return parts.length === 0 ? null : parts.join('');
  };
  const reasoning = text('reasoning');
  const details = pieces.flatMap(({ detail }) => detail ?? []).reduce(joinThoughts, []);
  const calls = pieces.flatMap(({ call }) => call ?? []);
  const images = pieces.flatMap(({ image }) => image ?? []);
  const [audio] = pieces.flatMap((piece) => piece.audio ?? []);
  return {
    role: 'assistant',
    content: text('content'),
    refusal: null,
    ...(reasoning === null ? {} : { reasoning }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(images.length === 0 ? {} : { images }),
    ...(audio === undefined ? {} : { audio: { id: answerId, data: audio } }),
  };
}

function joinThoughts(details: ReasoningDetail[], next: ReasoningDetail): ReasoningDetail[] {
  const last = details.at(-1);
  if (last?.type !== 'reasoning.text' || next.type !== 'reasoning.text' || last.index !== next.index)
    return [...details, next];
  return [...details.slice(0, -1), { ...next, text: (last.text ?? '') + (next.text ?? '') }];
}
