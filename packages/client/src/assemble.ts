import type {
  ChatAnswer,
  ChatChoice,
  ChatChunk,
  ChatCompletion,
  ChoiceLogprobs,
  FinishReason,
  TokenLogprob,
} from '@parley/types';
import { appendDelta, type OpenCalls } from './append-delta.ts';
import { ParleyError } from './parley-error.ts';
import { isChatCompletion } from './shape.ts';

/** Builds from the chunks of a stream what the same request would have given as JSON. */
export interface Assembly {
  add(chunk: ChatChunk): void;
  /** Throws `invalid_response` when the chunks so far don't make an answer. */
  completion(): ChatCompletion;
}

type OpenChoice = Omit<ChatChoice, 'finish_reason'> & { finish_reason: FinishReason | null };
interface Started {
  choice: OpenChoice;
  openCalls: OpenCalls;
}
type Trailer = Pick<ChatChunk, 'usage' | 'metadata' | 'service_tier' | 'system_fingerprint'>;

export function createAssembly(requestId: string | null): Assembly {
  const choices = new Map<number, Started>();
  const trailer: Trailer = {};
  let head: ChatChunk | undefined;

  function add(chunk: ChatChunk): void {
    // Azure begins with a chunk that holds no id and no model.
    if (head === undefined || head.id === '') head = chunk;
    appendTrailer(trailer, chunk);
    for (const { index, delta, finish_reason, logprobs } of chunk.choices) {
      const started = choices.get(index) ?? startChoice(index);
      choices.set(index, started);
      const { choice, openCalls } = started;
      // Absent in some servers' chunks, whatever the contract says.
      if (delta) appendDelta(choice.message, delta, openCalls);
      choice.logprobs = appendLogprobs(choice.logprobs, logprobs);
      choice.finish_reason = finish_reason ?? choice.finish_reason;
    }
  }

  function completion(): ChatCompletion {
    const ordered = [...choices.values()].map(({ choice }) => choice).sort((a, b) => a.index - b.index);
    const unfinished = ordered.find((choice) => choice.finish_reason === null);
    if (unfinished) throw incomplete(`Choice ${unfinished.index} ended without a finish_reason.`, requestId);
    const { id, created, model } = head ?? {};
    const whole: unknown = {
      id,
      object: 'chat.completion',
      created,
      model,
      choices: ordered.map(tidyContent),
      ...trailer,
    };
    if (!isChatCompletion(whole)) throw incomplete('The stream held no choice.', requestId);
    return whole;
  }

  return { add, completion };
}

function startChoice(index: number): Started {
  const message: ChatAnswer = { role: 'assistant', content: null, refusal: null };
  return { choice: { index, message, logprobs: null, finish_reason: null }, openCalls: new Map() };
}

// OpenAI writes `usage: null` on every chunk but the last.
function appendTrailer(trailer: Trailer, chunk: ChatChunk): void {
  if (chunk.usage) trailer.usage = chunk.usage;
  if (chunk.metadata) trailer.metadata = chunk.metadata;
  if (chunk.service_tier !== undefined)
    trailer.service_tier = chunk.service_tier ?? trailer.service_tier ?? null;
  if (chunk.system_fingerprint !== undefined) {
    trailer.system_fingerprint = chunk.system_fingerprint ?? trailer.system_fingerprint ?? null;
  }
}

function appendLogprobs(before: ChoiceLogprobs, added: ChoiceLogprobs | undefined): ChoiceLogprobs {
  if (!added) return before;
  return {
    ...before,
    ...(added.content === undefined ? {} : { content: appendTokens(before?.content, added.content) }),
    ...(added.refusal === undefined ? {} : { refusal: appendTokens(before?.refusal, added.refusal) }),
  };
}

function appendTokens(before: TokenLogprob[] | null | undefined, added: TokenLogprob[] | null) {
  if (!before || !added) return added ? [...added] : (before ?? null);
  before.push(...added);
  return before;
}

// A stream opens with `content: ""` before it is known that only tool calls will follow; whole answers say null then.
function tidyContent(choice: OpenChoice): OpenChoice {
  const { message } = choice;
  if (message.content !== '' || message.tool_calls === undefined) return choice;
  return { ...choice, message: { ...message, content: null } };
}

function incomplete(message: string, requestId: string | null): ParleyError {
  return new ParleyError({ message, code: 'invalid_response', requestId });
}
