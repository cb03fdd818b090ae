import type { Annotation, ReasoningDetail } from '@parley/types';
import { arrayOf, isObject, type JsonObject, objectOf, parseJson, stringOf } from '../json.ts';
import type { ToolFragment } from '../tool-call-writer.ts';
import { answerTool } from './json-way.ts';
import { type Place, redactedDetail, servedDetail, thinkingDetail } from './reasoning-details.ts';

/** What a block, or a piece of one, says. */
export type Piece = {
  content?: string;
  reasoning?: string;
  detail?: ReasoningDetail;
  annotations?: Annotation[];
  call?: ToolFragment;
};

/** Reads the blocks of an answer, be they whole or built by the events of a stream. `index` is the block's place. */
export type BlockReader = {
  start(index: number, block: JsonObject): Piece[];
  delta(index: number, delta: JsonObject): Piece[];
  stop(index: number): Piece[];
};

type Open = {
  block: JsonObject;
  type: string;
  /** Where it began. */
  place: Place;
  detailIndex: number;
  signature: string;
  input: string;
  citations: JsonObject[];
};

/** `answersByTool`: the arguments of the answer's tool are the content. */
export function createBlockReader({ answersByTool }: { answersByTool: boolean }): BlockReader {
  const open = new Map<number, Open>();
  let characters = 0;
  let calls = 0;
  let details = 0;

  const say = (content: string): Piece[] => {
    characters += content.length;
    return content === '' ? [] : [{ content }];
  };
  const think = ({ place, detailIndex }: Open, text: string): Piece[] =>
    text === '' ? [] : [{ reasoning: text, detail: thinkingDetail(text, place, detailIndex) }];
  const isAnswer = ({ block }: Open) => answersByTool && block['name'] === answerTool;

  function startCall(index: number, current: Open): Piece[] {
    if (isAnswer(current)) return [];
    calls += 1;
    const { id, name } = current.block;
    return [{ call: { key: index, id: stringOf(id), name: stringOf(name), arguments: '' } }];
  }

  function addInput(index: number, current: Open, json: string): Piece[] {
    current.input += json;
    if (current.type !== 'tool_use' || json === '') return [];
    if (isAnswer(current)) return say(json);
    return [{ call: { key: index, id: null, name: null, arguments: json } }];
  }

  function stopThinking({ place, detailIndex, signature }: Open): Piece[] {
    if (signature === '') return [];
    return [{ detail: { ...thinkingDetail('', place, detailIndex), signature } }];
  }

  function stopText({ place, citations }: Open): Piece[] {
    const annotations = citations.flatMap((citation) => annotationOf(citation, place.characters, characters));
    return annotations.length === 0 ? [] : [{ annotations }];
  }

  return {
    start(index, block) {
      const type = stringOf(block['type']) ?? '';
      const place = { characters, calls };
      const isDetail = /^(thinking|redacted_thinking|server_tool_use|web_search_tool_result)$/.test(type);
      const detailIndex = isDetail ? details++ : 0;
      const current: Open = { block, type, place, detailIndex, signature: '', input: '', citations: [] };
      open.set(index, current);
      switch (type) {
        case 'text':
          current.citations.push(...arrayOf(block['citations']).filter(isObject));
          return say(stringOf(block['text']) ?? '');
        case 'thinking':
          current.signature = stringOf(block['signature']) ?? '';
          return think(current, stringOf(block['thinking']) ?? '');
        case 'redacted_thinking':
          return [{ detail: redactedDetail(stringOf(block['data']) ?? '', place, detailIndex) }];
        case 'tool_use':
          return startCall(index, current);
        default:
          return [];
      }
    },
    delta(index, delta) {
      const current = open.get(index);
      if (current === undefined) return [];
      switch (delta['type']) {
        case 'text_delta':
          return say(stringOf(delta['text']) ?? '');
        case 'thinking_delta':
          return think(current, stringOf(delta['thinking']) ?? '');
        case 'signature_delta':
          current.signature += stringOf(delta['signature']) ?? '';
          return [];
        case 'input_json_delta':
          return addInput(index, current, stringOf(delta['partial_json']) ?? '');
        case 'citations_delta':
          current.citations.push(objectOf(delta['citation']));
          return [];
        default:
          return [];
      }
    },
    stop(index) {
      const current = open.get(index);
      if (current === undefined) return [];
      open.delete(index);
      switch (current.type) {
        case 'text':
          return stopText(current);
        case 'thinking':
          return stopThinking(current);
        case 'tool_use':
          // A call without arguments never says so, and a whole one has them in place.
          return current.input === ''
            ? addInput(index, current, JSON.stringify(objectOf(current.block['input'])))
            : [];
        case 'server_tool_use':
        case 'web_search_tool_result':
          return [{ detail: servedDetail(servedBlock(current), current.place, current.detailIndex) }];
        default:
          return [];
      }
    },
  };
}

const servedBlock = ({ block, input }: Open): JsonObject =>
  input === '' ? block : { ...block, input: objectOf(parseJson(input)) };

function annotationOf(citation: JsonObject, start: number, end: number): Annotation[] {
  const url = stringOf(citation['url']);
  if (url === null) return [];
  const content = stringOf(citation['cited_text']);
  return [
    {
      type: 'url_citation',
      url_citation: {
        url,
        title: stringOf(citation['title']) ?? url,
        start_index: start,
        end_index: end,
        ...(content === null ? {} : { content }),
      },
    },
  ];
}
