import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type {
  ChatChunk,
  ChatCompletion,
  ChatCompletionRequest,
  ChunkDelta,
  ReasoningDetail,
  ToolCallDelta,
} from '@parley/types';
import { choiceOf, convertEnd, convertToolCall } from './convert-response.ts';
import { convertGeneratedImage, convertSpokenAnswer } from './generated-file.ts';
import { appendReasoningDetail } from './reasoning-details.ts';
import { responseMetadata } from './response-metadata.ts';
import { createSources } from './sources.ts';

type Parts = Generator<LanguageModelV4StreamPart, void, void>;

export interface StreamTranslator {
  push(chunk: ChatChunk): Parts;
  /** Takes the whole answer. Tool calls are told here: those of a cut stream are never run. */
  end(answer: ChatCompletion): Parts;
}

type Block = { kind: 'text' | 'refusal' | 'reasoning'; id: string; start: number };

export function createStreamTranslator(request: ChatCompletionRequest): StreamTranslator {
  const sources = createSources();
  const callAt = new Map<number, string>();
  const started = new Set<string>();
  let open: Block | undefined;
  let blocks = 0;
  let contentLength = 0;
  let details: ReasoningDetail[] = [];
  let told = false;

  /** Returns the id of the block of this kind that is open now. */
  function* begin(kind: Block['kind']): Generator<LanguageModelV4StreamPart, string, void> {
    if (open?.kind === kind) return open.id;
    yield* close();
    const id = `${kind}-${blocks++}`;
    open = { kind, id, start: contentLength };
    if (kind === 'reasoning') yield { type: 'reasoning-start', id };
    else yield { type: 'text-start', id, ...marked(kind) };
    return id;
  }

  function* close(): Parts {
    if (open === undefined) return;
    const { kind, id, start } = open;
    open = undefined;
    if (kind === 'reasoning') {
      const signed =
        details.length === 0 ? {} : { providerMetadata: { parley: { reasoning_details: details } } };
      details = [];
      yield { type: 'reasoning-end', id, ...signed };
    } else {
      const citations = kind === 'text' ? sources.citations(start, contentLength) : undefined;
      yield { type: 'text-end', id, ...marked(kind), ...(citations === undefined ? {} : { citations }) };
    }
  }

  function* push({ choices, ...chunk }: ChatChunk): Parts {
    // Azure begins with a chunk that holds no id and no model.
    if (!told && chunk.id !== '') {
      told = true;
      yield { type: 'response-metadata', ...responseMetadata(chunk) };
    }
    const delta = choices.find(({ index }) => index === 0)?.delta;
    // Absent in some servers' chunks, whatever the contract says.
    if (delta) yield* pushDelta(delta, chunk.id);
  }

  function* pushDelta(delta: ChunkDelta, answerId: string): Parts {
    if (delta.reasoning) {
      const id = yield* begin('reasoning');
      yield { type: 'reasoning-delta', id, delta: delta.reasoning };
    }
    for (const detail of delta.reasoning_details ?? []) appendReasoningDetail(details, detail);
    if (delta.content) {
      const id = yield* begin('text');
      contentLength += delta.content.length;
      yield { type: 'text-delta', id, delta: delta.content };
    }
    if (delta.refusal) {
      const id = yield* begin('refusal');
      yield { type: 'text-delta', id, delta: delta.refusal };
    }
    for (const annotation of delta.annotations ?? []) {
      const source = sources.add(annotation, answerId);
      if (source !== undefined) yield source;
    }
    for (const image of delta.images ?? []) yield convertGeneratedImage(image);
    for (const piece of delta.tool_calls ?? []) yield* pushInput(piece);
  }

  function* pushInput({ index, id, function: written }: ToolCallDelta): Parts {
    // Some servers number every parallel call 0: a new id is a new call all the same.
    if (id && written?.name && !started.has(id)) {
      yield* close();
      callAt.set(index, id);
      started.add(id);
      yield { type: 'tool-input-start', id, toolName: written.name };
    }
    const call = callAt.get(index);
    if (call !== undefined && written?.arguments) {
      yield { type: 'tool-input-delta', id: call, delta: written.arguments };
    }
  }

  function* end(answer: ChatCompletion): Parts {
    yield* close();
    // What came without words: the signatures of calls, or reasoning that only its provider can read.
    if (details.length > 0) {
      yield* begin('reasoning');
      yield* close();
    }
    const { message } = choiceOf(answer);
    yield* convertSpokenAnswer(message.audio, request.audio);
    for (const call of message.tool_calls ?? []) {
      if (started.has(call.id)) yield { type: 'tool-input-end', id: call.id };
      yield convertToolCall(call);
    }
    yield { type: 'finish', ...convertEnd(answer) };
  }

  return { push, end };
}

function marked(kind: Block['kind']) {
  return kind === 'refusal' ? { providerMetadata: { parley: { refusal: true } } } : {};
}
