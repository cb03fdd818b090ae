import type { ChatChunk, ChatCompletionRequest } from '@parley/types';
import { listingId } from '../catalog/catalog.ts';
import type { Deps } from '../deps.ts';
import type { Adapter, AdapterCall, ProviderAnswer } from '../providers/adapter.ts';
import { isBlank } from '../providers/blank-answer.ts';
import { ChunkWriter } from '../providers/chunk-writer.ts';
import { type Failure, failure } from '../providers/failure.ts';
import { parseJson } from '../providers/json.ts';
import { readBody } from '../providers/read-body.ts';
import { readStream, type StreamLimits, serverSentEvents } from '../providers/read-stream.ts';
import { hidesReasoning } from '../providers/reasoning-request.ts';
import type { Target } from './choose-routes.ts';
import { codeOfNetworkError, send, type UpstreamResponse } from './send.ts';

/** An answer that has begun, past the point where another provider could be asked. */
export type Answer =
  | { kind: 'whole'; answer: ProviderAnswer }
  | {
      kind: 'stream';
      writer: ChunkWriter;
      first: ChatChunk[];
      rest: AsyncGenerator<ChatChunk[], Failure | null, void>;
    };

export type Attempted =
  | { ok: true; status: number; answer: Answer; ignored: string[] }
  | { ok: false; failure: Failure };

type Read = { ok: true; status: number; answer: Answer } | { ok: false; failure: Failure };

type Attempt = { request: ChatCompletionRequest; target: Target; requestId: string; signal: AbortSignal };

/** What came back, and all that is needed to read it. */
type Incoming = {
  response: UpstreamResponse;
  adapter: Adapter;
  call: AdapterCall;
  header: { id: string; created: number };
};

/**
 * Asks one provider once. Until the first real event nothing is decided: whatever fails here can be tried elsewhere.
 * An abort by our side throws the signal's reason.
 */
export async function attempt(
  { request, target, requestId, signal }: Attempt,
  deps: Deps,
): Promise<Attempted> {
  const { adapter, id: provider } = target.provider;
  const { timeouts, upstream } = deps.config;
  const call: AdapterCall = { request, provider, model: target.listing.model };
  const streamed = request.stream === true;
  const startedAt = deps.clock();
  const { ignored = [], ...wire } = adapter.request(call);
  const sent = await send({
    provider: target.provider,
    ...wire,
    signal,
    headersTimeoutMs: streamed ? timeouts.firstTokenMs : timeouts.totalMs,
    bodyTimeoutMs: streamed ? 0 : timeouts.totalMs,
  });
  if (!sent.ok) return sent;
  const { response } = sent;
  const header = { id: `chatcmpl-${requestId}`, created: Math.floor(deps.now() / 1000) };
  const incoming: Incoming = { response, adapter, call, header };
  let outcome: Read;
  try {
    const unusable = refuse(response);
    if (unusable !== null) outcome = { ok: false, failure: unusable };
    else if (response.status >= 300) outcome = await readRefusal(incoming, upstream.maxErrorBytes);
    else if (streamed && contentType(response) === (adapter.framing ?? serverSentEvents).contentType) {
      const firstTokenMs = Math.max(1, timeouts.firstTokenMs - (deps.clock() - startedAt));
      const { idleMs } = timeouts;
      outcome = await openStream(incoming, { firstTokenMs, idleMs, maxEventBytes: upstream.maxEventBytes });
    } else outcome = await readWhole(incoming, upstream.maxBodyBytes);
  } catch (thrown) {
    outcome = { ok: false, failure: failure(codeOfNetworkError(thrown), response.status, thrown) };
  }
  if (signal.aborted) throw signal.reason;
  return outcome.ok ? { ...outcome, ignored } : outcome;
}

/** Reads up to the commit point: the first event with content, reasoning or a tool call. */
async function openStream(
  { response, adapter, call, header }: Incoming,
  limits: StreamLimits,
): Promise<Read> {
  const writer = new ChunkWriter({
    ...header,
    model: listingId({ provider: call.provider, model: call.model }),
    hidesReasoning: hidesReasoning(call.request),
    choices: call.request.n ?? 1,
  });
  const translator = adapter.stream(call, writer);
  const rest = readStream(response.body, { translator, writer, limits, framing: adapter.framing });
  const first: ChatChunk[] = [];
  while (!writer.committed) {
    const step = await rest.next();
    if (!step.done) {
      first.push(...step.value);
      continue;
    }
    if (step.value !== null) return { ok: false, failure: step.value };
    if ((writer.usage?.completion_tokens ?? 0) > 0 || writer.endedOnPurpose) break;
    return { ok: false, failure: failure('upstream_empty_response', response.status) };
  }
  return { ok: true, status: response.status, answer: { kind: 'stream', writer, first, rest } };
}

async function readWhole({ response, adapter, call, header }: Incoming, maxBytes: number): Promise<Read> {
  const { status } = response;
  const bytes = await readBody(response.body, maxBytes);
  if (bytes === null) return { ok: false, failure: failure('upstream_response_too_large', status) };
  const translated = adapter.response(parseJson(bytes.toString('utf8')), call);
  if (!translated.ok) return translated;
  const { answer } = translated;
  // A stream was asked for and one JSON body came. What it says can't be taken for a stream, unless it is an error.
  if (call.request.stream) return { ok: false, failure: failure('upstream_invalid_response', status) };
  if (isBlank(answer)) return { ok: false, failure: failure('upstream_empty_response', status) };
  const complete = { ...answer, id: answer.id || header.id, created: answer.created || header.created };
  return { ok: true, status, answer: { kind: 'whole', answer: complete } };
}

async function readRefusal({ response, adapter }: Incoming, maxBytes: number): Promise<Read> {
  const bytes = await readBody(response.body, maxBytes);
  const body = parseJson(bytes?.toString('utf8') ?? '');
  return { ok: false, failure: adapter.error(response.status, response.headers, body) };
}

/** What is wrong with an answer before its body is read; such a body is not. */
function refuse({ status, headers, body }: UpstreamResponse): Failure | null {
  const encoding = headers['content-encoding'];
  const compressed = encoding !== undefined && encoding !== 'identity';
  if (!compressed && status >= 200 && (status < 300 || status >= 400)) return null;
  body.on('error', () => {}).destroy();
  return failure(compressed ? 'upstream_invalid_encoding' : 'upstream_invalid_response', status);
}

const contentType = ({ headers }: UpstreamResponse): string | undefined =>
  String(headers['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase();
