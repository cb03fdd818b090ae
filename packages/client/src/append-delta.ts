import type {
  ChatAnswer,
  ChunkDelta,
  ReasoningDetail,
  SpokenAnswerDelta,
  ToolCall,
  ToolCallDelta,
} from '@parley/types';

/** The call that each index of the stream is writing to. */
export type OpenCalls = Map<number, ToolCall>;

/** Appends what is new in a choice to its message. */
export function appendDelta(message: ChatAnswer, delta: ChunkDelta, openCalls: OpenCalls): void {
  message.content = appendText(message.content, delta.content);
  message.refusal = appendText(message.refusal, delta.refusal);
  if (isText(delta.reasoning)) message.reasoning = (message.reasoning ?? '') + delta.reasoning;
  if (delta.images?.length) message.images = [...(message.images ?? []), ...delta.images];
  if (delta.annotations?.length) message.annotations = [...(message.annotations ?? []), ...delta.annotations];
  if (delta.audio) appendAudio(message, delta.audio);
  if (delta.reasoning_details?.length) {
    message.reasoning_details ??= [];
    for (const detail of delta.reasoning_details) appendDetail(message.reasoning_details, detail);
  }
  if (delta.tool_calls?.length) {
    message.tool_calls ??= [];
    for (const piece of delta.tool_calls) appendCall(message.tool_calls, piece, openCalls);
  }
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string';
}

function appendText(before: string | null, added: string | null | undefined): string | null {
  return isText(added) ? (before ?? '') + added : before;
}

// Some servers number every parallel call 0, or none: a new id is a new call all the same.
function appendCall(calls: ToolCall[], piece: ToolCallDelta, openCalls: OpenCalls): void {
  let call = openCalls.get(piece.index);
  if (call === undefined || (piece.id && call.id && piece.id !== call.id)) {
    call = { id: '', type: 'function', function: { name: '', arguments: '' } };
    openCalls.set(piece.index, call);
    calls.push(call);
  }
  if (piece.id) call.id = piece.id;
  if (piece.function?.name) call.function.name = piece.function.name;
  call.function.arguments += piece.function?.arguments ?? '';
}

// A signature closes its piece, and what only the provider can read is never joined.
function appendDetail(details: ReasoningDetail[], piece: ReasoningDetail): void {
  const open = details.findLast(
    (detail) => detail.type === piece.type && (detail.index ?? null) === (piece.index ?? null),
  );
  if (open?.type === 'reasoning.text' && piece.type === 'reasoning.text' && !open.signature) {
    Object.assign(open, withoutNulls(piece), { text: appendText(open.text, piece.text) });
  } else if (open?.type === 'reasoning.summary' && piece.type === 'reasoning.summary') {
    Object.assign(open, withoutNulls(piece), { summary: appendText(open.summary, piece.summary) });
  } else {
    details.push({ ...piece });
  }
}

function withoutNulls(piece: ReasoningDetail): object {
  return Object.fromEntries(Object.entries(piece).filter(([, value]) => value !== null));
}

function appendAudio(
  message: ChatAnswer,
  { id, data, transcript, expires_at }: NonNullable<SpokenAnswerDelta>,
): void {
  message.audio ??= { id: '' };
  const { audio } = message;
  if (id !== undefined) audio.id = id;
  if (data !== undefined) audio.data = appendBase64(audio.data ?? '', data);
  if (transcript !== undefined) audio.transcript = (audio.transcript ?? '') + transcript;
  if (expires_at !== undefined) audio.expires_at = expires_at;
}

// A padded piece is base64 of its own, and can't be continued as text.
function appendBase64(before: string, added: string): string {
  return before.endsWith('=') ? btoa(atob(before) + atob(added)) : before + added;
}
