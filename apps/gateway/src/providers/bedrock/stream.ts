// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
import type { SseEvent } from '../../sse/parse.ts';
import type { AdapterCall, StreamTranslator } from '../adapter.ts';
import type { ChunkWriter } from '../chunk-writer.ts';
import { type Failure, failure } from '../failure.ts';
import { countOf, isObject, type JsonObject, objectOf, parseJson, stringOf } from '../json.ts';
import { readCitation } from './citations.ts';
import { explainException } from './error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { answerToolOf } from './json-answer.ts';
import { detailOf, type Place, type Reasoning, readReasoning } from './reasoning-blocks.ts';
import { readReport } from './usage.ts';

type Block = {
  place: Place;
  citations: unknown[];
  reasoning: Reasoning | null;
  /** A tool that is being called, or the one whose arguments are the answer. */
  tool: 'call' | 'answer' | null;
  hasInput: boolean;
};

/** Translates the events of `converse-stream`. `messageStop` is the end of the answer, and its usage comes after. */
export function createTranslator(call: AdapterCall, writer: ChunkWriter): StreamTranslator {
  const answerTool = answerToolOf(call);
  const blocks = new Map<number, Block>();
  let details = 0;
  let calls = 0;
  let textLength = 0;
  let stopped = false;
  // Where the answer is to be a tool's arguments, words before it are held: beside JSON they would make it none.
  let heldText = '';
  let answered = false;

  function blockAt(index: number): Block {
    const known = blocks.get(index);
    if (known !== undefined) return known;
    const place = { characters: textLength, calls };
    const block: Block = { place, citations: [], reasoning: null, tool: null, hasInput: false };
    blocks.set(index, block);
    return block;
  }

  function open(index: number, start: JsonObject): void {
    const { toolUseId, name } = objectOf(start['toolUse']);
    const tool = stringOf(name);
    const block = blockAt(index);
    if (!tool) return;
    block.tool = tool === answerTool ? 'answer' : 'call';
    if (block.tool === 'answer') {
      answered = true;
      return;
    }
    calls += 1;
    writer.toolCall(0, { key: index, id: stringOf(toolUseId), name: tool, arguments: null });
  }

  function write(index: number, delta: JsonObject): void {
    const block = blockAt(index);
    const text = stringOf(delta['text']);
    if (text) say(text);
    const input = stringOf(objectOf(delta['toolUse'])['input']);
    if (input) writeInput(index, block, input);
    if (isObject(delta['reasoningContent'])) think(block, readReasoning(delta['reasoningContent']));
    if (isObject(delta['citation'])) block.citations.push(delta['citation']);
  }

  function say(text: string): void {
    textLength += text.length;
    if (answerTool === null) writer.delta(0, { content: text });
    else heldText += text;
  }

  function writeInput(index: number, block: Block, input: string): void {
    block.hasInput = true;
    if (block.tool === 'answer') writer.delta(0, { content: input });
    else writer.toolCall(0, { key: index, id: null, name: null, arguments: input });
  }

  function think(block: Block, { text, signature, redacted }: Reasoning): void {
    const before = block.reasoning ?? { text: '', signature: null, redacted: null };
    block.reasoning = {
      text: before.text + text,
      signature: joined(before.signature, signature),
      redacted: joined(before.redacted, redacted),
    };
    if (text !== '') writer.delta(0, { reasoning: text });
  }

  // What goes back next turn is sent in one piece, when it is complete.
  function close(index: number): void {
    const block = blocks.get(index);
    if (block === undefined) return;
    blocks.delete(index);
    const { place, reasoning } = block;
    if (reasoning !== null) {
      const detail = detailOf(reasoning, place, { index: details++, model: call.model });
      writer.delta(0, { reasoning_details: [detail] });
    }
    // A call without arguments has none at all, and an empty text is no JSON.
    if (block.tool !== null && !block.hasInput) writeInput(index, block, '{}');
    const annotations = block.citations.flatMap((one) => readCitation(one, place.characters, textLength));
    if (annotations.length > 0 && answerTool === null) writer.delta(0, { annotations });
  }

  function stop(stopReason: string | null): Failure | null {
    if (stopReason === null) return failure('upstream_invalid_response', 200);
    for (const index of blocks.keys()) close(index);
    if (heldText !== '' && !answered) writer.delta(0, { content: heldText });
    const reason = finishReasonOf(stopReason);
    if (typeof reason !== 'string') return reason;
    stopped = true;
    writer.finish(0, reason);
    if (writer.usage !== null) writer.end();
    return null;
  }

  return {
    push({ event, data }: SseEvent): Failure | null {
      if (event === 'exception') return stopped ? null : explainException(data);
      const body = parseJson(data);
      if (!isObject(body)) return stopped ? null : failure('upstream_invalid_response', 200);
      if (event === 'metadata') {
        writer.count(readReport(body));
        if (stopped) writer.end();
        return null;
      }
      if (stopped) return null;
      const index = countOf(body['contentBlockIndex']) ?? 0;
      if (event === 'contentBlockStart') open(index, objectOf(body['start']));
      if (event === 'contentBlockDelta') write(index, objectOf(body['delta']));
      if (event === 'contentBlockStop') close(index);
      return event === 'messageStop' ? stop(stringOf(body['stopReason'])) : null;
    },
  };
}

const joined = (before: string | null, piece: string | null): string | null =>
  before === null || piece === null ? (before ?? piece) : before + piece;
