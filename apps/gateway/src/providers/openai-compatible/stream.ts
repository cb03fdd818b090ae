import type { SseEvent } from '../../sse/parse.ts';
import type { AdapterCall, StreamTranslator } from '../adapter.ts';
import type { ChunkWriter } from '../chunk-writer.ts';
import { type Failure, failure } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, parseJson, stringOf } from '../json.ts';
import { explainErrorInside } from './error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { readAnnotations, readImages, readLogprobs, readReasoning, readReasoningDetails } from './message.ts';
import { readUsage } from './usage.ts';

/** Translates OpenAI's chunks. What comes after `[DONE]` is not read. */
export function createTranslator(_call: AdapterCall, writer: ChunkWriter): StreamTranslator {
  let done = false;
  return {
    push({ data }: SseEvent): Failure | null {
      if (done) return null;
      if (data === '[DONE]') {
        done = true;
        return null;
      }
      const chunk = parseJson(data);
      if (!isObject(chunk)) return failure('upstream_invalid_response', 200);
      if (isObject(chunk['error'])) return explainErrorInside(chunk);
      writer.begin(headerOf(chunk));
      for (const choice of arrayOf(chunk['choices'])) if (isObject(choice)) writeChoice(choice, writer);
      // Usage is cumulative where it comes more than once: the last one counts, and they are never added.
      writer.usage = readUsage(chunk['usage']) ?? writer.usage;
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

function writeChoice(wire: JsonObject, writer: ChunkWriter): void {
  const index = countOf(wire['index']) ?? 0;
  const delta = objectOf(wire['delta']);
  const content = stringOf(delta['content']);
  const reasoning = readReasoning(delta);
  const refusal = stringOf(delta['refusal']);
  const images = readImages(delta['images']);
  const annotations = readAnnotations(delta['annotations']);
  const details = readReasoningDetails(delta['reasoning_details']);
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
  for (const call of arrayOf(delta['tool_calls'])) writeToolCall(index, objectOf(call), writer);
  const finish = stringOf(wire['finish_reason']);
  if (finish) writer.finish(index, finishReasonOf(finish));
}

function writeToolCall(index: number, wire: JsonObject, writer: ChunkWriter): void {
  const definition = objectOf(wire['function']);
  writer.toolCall(index, {
    key: countOf(wire['index']),
    id: stringOf(wire['id']),
    name: stringOf(definition['name']),
    arguments: stringOf(definition['arguments']),
  });
}
