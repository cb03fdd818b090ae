import type { Annotation } from '@parley/types';
import type { SseEvent } from '../../sse/parse.ts';
import type { StreamTranslator } from '../adapter.ts';
import type { ChunkWriter } from '../chunk-writer.ts';
import { type Failure, failure } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, parseJson, stringOf } from '../json.ts';
import { Annotations, readCitations } from './citations.ts';
import type { Dialect } from './dialect.ts';
import { explainErrorInside, isError } from './error.ts';
import { faultOf, finishReasonOf, reasonIn } from './finish-reason.ts';
import { readAnnotations, readImages, readLogprobs, readReasoningDetails, readText } from './message.ts';
import { ThinkTags } from './think-tags.ts';
import { readToolCalls } from './tool-call.ts';
import { readReport } from './usage.ts';

/** What is known of the stream so far. */
type Progress = {
  writer: ChunkWriter;
  once: Annotations;
  /** The sources beside the choices. Perplexity repeats them in every chunk; they go out with the end of the text. */
  citations: Annotation[];
  /** For each choice, where the reasoning stands inside the text. */
  tags: Map<number, ThinkTags> | null;
};

/** Translates OpenAI's chunks. What comes after `[DONE]` is not read. */
export function createTranslator(
  writer: ChunkWriter,
  { thinkTags = false, ...dialect }: Pick<Dialect, 'thinkTags' | 'alwaysSearches'>,
): StreamTranslator {
  const progress: Progress = {
    writer,
    once: new Annotations(),
    citations: [],
    tags: thinkTags ? new Map() : null,
  };
  return {
    push({ data }: SseEvent): Failure | null {
      if (data === '[DONE]') writer.end();
      if (writer.ended) return null;
      const chunk = parseJson(data);
      if (!isObject(chunk)) return failure('upstream_invalid_response', 200);
      if (isError(chunk)) return explainErrorInside(chunk);
      if (!writer.began) writer.begin(headerOf(chunk));
      writer.count(readReport(chunk, dialect));
      const citations = readCitations(chunk);
      if (citations.length > 0) progress.citations = citations;
      for (const choice of arrayOf(chunk['choices'])) {
        if (!isObject(choice)) continue;
        const fault = faultOf(choice);
        if (fault !== null) return fault;
        writeChoice(choice, progress);
      }
      return null;
    },
  };
}

function headerOf(chunk: JsonObject) {
  const id = stringOf(chunk['id']);
  const created = countOf(chunk['created']);
  return {
    ...(id ? { id } : {}),
    ...(created ? { created } : {}),
    ...(typeof chunk['service_tier'] === 'string' ? { service_tier: chunk['service_tier'] } : {}),
    ...(typeof chunk['system_fingerprint'] === 'string'
      ? { system_fingerprint: chunk['system_fingerprint'] }
      : {}),
  };
}

function writeChoice(wire: JsonObject, progress: Progress): void {
  const { writer, once, citations } = progress;
  const index = countOf(wire['index']) ?? 0;
  const finish = reasonIn(wire);
  const delta = objectOf(wire['delta']);
  const text = finish !== null || progress.tags !== null || isObject(wire['logprobs']) ? null : textOf(delta);
  if (text !== null) {
    if (text !== '') writer.delta(index, { content: text });
    return;
  }
  const { content, reasoning } = untagged(readText(delta), index, finish !== null, progress);
  const refusal = stringOf(delta['refusal']);
  const images = readImages(delta['images']);
  const details = readReasoningDetails(delta['reasoning_details']);
  const annotations = [
    ...once.placed(readAnnotations(delta['annotations'])),
    ...once.unplaced(finish !== null && index === 0 ? citations : []),
  ];
  const logprobs = isObject(wire['logprobs']) ? readLogprobs(wire['logprobs']) : undefined;
  const news = {
    ...(content ? { content } : {}),
    ...(reasoning ? { reasoning } : {}),
    ...(refusal ? { refusal } : {}),
    ...(details.length > 0 ? { reasoning_details: details } : {}),
    ...(images.length > 0 ? { images } : {}),
    ...(annotations.length > 0 ? { annotations } : {}),
    ...(isObject(delta['audio']) ? { audio: delta['audio'] } : {}),
  };
  if (Object.keys(news).length > 0 || logprobs !== undefined) writer.delta(index, news, logprobs);
  for (const call of readToolCalls(delta)) writer.toolCall(index, call);
  if (finish !== null) writer.finish(index, finishReasonOf(finish));
}

/** The text of a delta that has nothing else, as nearly all; `null`: it has. */
function textOf(delta: JsonObject): string | null {
  for (const field in delta)
    if (field !== 'content' && field !== 'role' && delta[field] !== null) return null;
  return stringOf(delta['content']);
}

type Text = ReturnType<typeof readText>;

function untagged({ content, reasoning }: Text, index: number, ends: boolean, { tags }: Progress): Text {
  if (tags === null) return { content, reasoning };
  const own = tags.get(index) ?? new ThinkTags();
  tags.set(index, own);
  const first = own.push(content ?? '');
  const rest = ends ? own.end() : { content: '', reasoning: '' };
  return {
    content: first.content + rest.content,
    reasoning: (reasoning ?? '') + first.reasoning + rest.reasoning,
  };
}
