import type { Choice, ToolCall } from '../answer/answer.ts';
import { isObject, parseJson } from '../json.ts';
import { sign } from '../signature.ts';
import { type Piece, textOf, tokensOf } from '../tokenizer.ts';
import { textSpans } from './text-spans.ts';
import { searchBlocks, sourceCitation } from './web-search.ts';

/** A block of content, as a whole and as a stream builds it. */
export type Block = {
  whole: object;
  start: object;
  startTokens: number;
  deltas: readonly { delta: object; tokens: number }[];
  /** Where a fault wants it; undefined for where it stands, null for nowhere. */
  index?: number | null;
};

export type Asked = {
  /** What a search looks for. */
  query: string;
  /** Thinking comes back as its signature alone. */
  hidesThinking: boolean;
  /** How long what it writes to the cache is kept. */
  cacheTtl: '5m' | '1h';
};

export function blocksOf(id: string, choice: Choice, asked: Asked): Block[] {
  const { reasoning, citations, toolCalls } = choice;
  return [
    ...(reasoning.length === 0 ? [] : [thinkingBlock(id, reasoning, asked)]),
    ...(citations.length === 0 ? [] : searchBlocks(id, citations, asked.query)),
    ...textSpans(choice.text ?? [], citations).map(({ pieces, citation }) =>
      textBlock(pieces, citation === null ? null : sourceCitation(citation)),
    ),
    ...toolCalls.map(toolUseBlock),
  ];
}

/** What is signed is the thinking that the caller sees: it must come back as it is. */
function thinkingBlock(id: string, pieces: readonly Piece[], { hidesThinking }: Asked): Block {
  const thinking = hidesThinking ? '' : textOf(pieces);
  const signature = sign(`thinking/${thinking}`, id);
  const shown = pieces.map(({ text, tokens }) => ({
    delta: { type: 'thinking_delta', thinking: text },
    tokens,
  }));
  const signed = { delta: { type: 'signature_delta', signature }, tokens: 0 };
  return {
    whole: { type: 'thinking', thinking, signature },
    start: { type: 'thinking', thinking: '', signature: '' },
    startTokens: 0,
    deltas: hidesThinking ? [{ ...signed, tokens: tokensOf(pieces) }] : [...shown, signed],
  };
}

function textBlock(pieces: readonly Piece[], citation: object | null): Block {
  const deltas = pieces.map(({ text, tokens }) => ({ delta: { type: 'text_delta', text }, tokens }));
  const text = textOf(pieces);
  if (citation === null) {
    return {
      whole: { type: 'text', text },
      start: { type: 'text', text: '' },
      startTokens: 0,
      deltas,
    };
  }
  return {
    whole: { citations: [citation], type: 'text', text },
    start: { citations: [], type: 'text', text: '' },
    startTokens: 0,
    deltas: [{ delta: { type: 'citations_delta', citation }, tokens: 0 }, ...deltas],
  };
}

/** Arguments that a limit cut short are no JSON: a whole message then has none. */
function toolUseBlock(call: ToolCall, position: number): Block {
  const json = textOf(call.arguments);
  const input = parseJson(json);
  const head = { type: 'tool_use', id: toolUseId(call.id), name: call.name };
  const delta = (text: string) => ({ type: 'input_json_delta', partial_json: text });
  const none = { delta: delta(''), tokens: json === '{}' ? tokensOf(call.arguments) : 0 };
  const fragments = call.arguments.map(({ text, tokens }) => ({ delta: delta(text), tokens }));
  return {
    whole: { ...head, input: isObject(input) ? input : {} },
    start: { ...head, input: {} },
    startTokens: call.nameTokens,
    deltas: json === '{}' ? [none] : [none, ...fragments],
    ...(call.index === position ? {} : { index: call.index }),
  };
}

function toolUseId(id: string): string {
  return id.replace(/^call_/, 'toolu_');
}
