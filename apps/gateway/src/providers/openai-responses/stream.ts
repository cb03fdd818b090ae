import type { SseEvent } from '../../sse/parse.ts';
import type { StreamTranslator } from '../adapter.ts';
import type { ChunkWriter } from '../chunk-writer.ts';
import { type Failure, failure } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, parseJson, stringOf } from '../json.ts';
import { Annotations } from '../openai-compatible/citations.ts';
import { readLogprobs } from '../openai-compatible/message.ts';
import { explainFailed } from './error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { annotationsOf, detailsOf, isSearch, reasoningOf, textOf } from './output.ts';
import { readReport } from './usage.ts';

/** What is known of the stream so far. */
type Progress = {
  writer: ChunkWriter;
  format: string;
  once: Annotations;
  /** The items of which something was told in pieces: what their end repeats is known. */
  told: Set<number>;
  /** The part of the reasoning that is being told. */
  thought: string | null;
  pieces: number;
  searches: number;
};

/** Translates typed events. The end is `response.completed` or `response.incomplete`: no `[DONE]` follows. */
export function createTranslator(writer: ChunkWriter, format: string): StreamTranslator {
  const progress: Progress = {
    writer,
    format,
    once: new Annotations(),
    told: new Set(),
    thought: null,
    pieces: 0,
    searches: 0,
  };
  return {
    push({ data }: SseEvent): Failure | null {
      if (writer.ended || data === '[DONE]') return null;
      const event = parseJson(data);
      if (!isObject(event)) return failure('upstream_invalid_response', 200);
      return translate(event, progress);
    },
  };
}

function translate(event: JsonObject, progress: Progress): Failure | null {
  const { writer, told } = progress;
  const item = objectOf(event['item']);
  const response = objectOf(event['response']);
  const index = countOf(event['output_index']) ?? 0;
  const delta = stringOf(event['delta']) ?? '';
  switch (event['type']) {
    case 'response.created':
      writer.begin(headerOf(response));
      return null;
    case 'response.output_text.delta': {
      told.add(index);
      const tokens = arrayOf(event['logprobs']);
      writer.delta(
        0,
        { content: delta },
        tokens.length === 0 ? undefined : readLogprobs({ content: tokens }),
      );
      return null;
    }
    case 'response.refusal.delta':
      told.add(index);
      writer.delta(0, { refusal: delta });
      return null;
    case 'response.reasoning_summary_text.delta':
    case 'response.reasoning_text.delta':
      told.add(index);
      writeThought(`${index} ${event['summary_index'] ?? event['content_index']}`, delta, progress);
      return null;
    case 'response.output_text.annotation.added':
      writeAnnotations([event['annotation']], progress);
      return null;
    case 'response.output_item.added':
      if (item['type'] === 'function_call') writeCall(index, item, '', progress);
      return null;
    case 'response.function_call_arguments.delta':
      told.add(index);
      writeCall(index, {}, delta, progress);
      return null;
    case 'response.output_item.done':
      writeItem(index, item, progress);
      return null;
    case 'response.completed':
    case 'response.incomplete':
      writer.count(readReport(response, progress.searches));
      writer.finish(0, finishReasonOf({ ...response, status: stringOf(response['status']) ?? 'completed' }));
      writer.end();
      return null;
    case 'response.failed':
      writer.count(readReport(response, progress.searches));
      return explainFailed(response);
    case 'error':
      return explainFailed(event);
    default:
      return isObject(event['error']) ? explainFailed(event) : null;
  }
}

function headerOf(response: JsonObject) {
  const id = stringOf(response['id']);
  const created = countOf(response['created_at']);
  return { ...(id ? { id } : {}), ...(created ? { created } : {}) };
}

/** The parts of a summary are paragraphs. */
function writeThought(part: string, text: string, progress: Progress): void {
  const begins = progress.thought !== null && progress.thought !== part;
  progress.thought = part;
  progress.writer.delta(0, { reasoning: begins ? `\n\n${text}` : text });
}

function writeCall(index: number, item: JsonObject, input: string, { writer }: Progress): void {
  writer.toolCall(0, {
    key: index,
    id: stringOf(item['call_id']) ?? stringOf(item['id']),
    name: stringOf(item['name']),
    arguments: input,
  });
}

function writeAnnotations(wire: readonly unknown[], { writer, once }: Progress): void {
  const annotations = once.placed(annotationsOf(wire));
  if (annotations.length > 0) writer.delta(0, { annotations });
}

/** The end of an item: what must go back of reasoning, and whatever did not come in pieces. */
function writeItem(index: number, item: JsonObject, progress: Progress): void {
  const { writer, told } = progress;
  if (isSearch(item)) progress.searches++;
  if (item['type'] === 'reasoning') {
    const thought = reasoningOf(item);
    if (!told.has(index) && thought) writeThought(`${index}`, thought, progress);
    const details = detailsOf(item, progress.format, progress.pieces);
    progress.pieces += details.length;
    if (details.length > 0) writer.delta(0, { reasoning_details: details });
  } else if (item['type'] === 'function_call') {
    writeCall(index, item, told.has(index) ? '' : (stringOf(item['arguments']) ?? ''), progress);
  } else if (item['type'] === 'message') {
    const content = textOf(item['content'], 'text');
    const refusal = textOf(item['content'], 'refusal');
    if (!told.has(index) && content) writer.delta(0, { content });
    if (!told.has(index) && refusal) writer.delta(0, { refusal });
    const parts = arrayOf(item['content']).map(objectOf);
    writeAnnotations(
      parts.flatMap((part) => arrayOf(part['annotations'])),
      progress,
    );
  }
}
