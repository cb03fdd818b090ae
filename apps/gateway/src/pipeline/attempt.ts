import type { ChatChunk, ChatCompletionRequest } from '@parley/types';
import { listingId } from '../catalog/catalog.ts';
import type { Deps } from '../deps.ts';
import { GatewayError } from '../gateway-error.ts';
import type { Adapter, AdapterCall, ProviderAnswer } from '../providers/adapter.ts';
import { isBlank } from '../providers/blank-answer.ts';
import { ChunkWriter } from '../providers/chunk-writer.ts';
import type { UpstreamResponse } from '../providers/exchange.ts';
import { type Failure, failure } from '../providers/failure.ts';
import { parseJson } from '../providers/json.ts';
import { readBody } from '../providers/read-body.ts';
import { readStream, type StreamLimits, serverSentEvents } from '../providers/read-stream.ts';
import { hidesReasoning } from '../providers/reasoning-request.ts';
import type { Target } from './choose-routes.ts';
import { codeOfNetworkError, send } from './send.ts';

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

type Attempt = {
  request: ChatCompletionRequest;
  target: Target;
  /** The place of the provider's key to use. */
  key: number;
  requestId: string;
  signal: AbortSignal;
  /** Whether there is nobody else to ask: then it may take what is left of the request's time. */
  isLast: boolean;
};

/** What came back, and all that is needed to read it. */
type Incoming = {
  response: UpstreamResponse;
  adapter: Adapter;
  call: AdapterCall;
  header: { id: string; created: number };
};

/**
 * Asks one provider once. Until the first real event nothing is decided: whatever fails here can be tried elsewhere.
 * The time for it runs from the start, whatever it goes by on: waiting for a connection, for headers, for a token.
 * An abort by our side throws the signal's reason, unless the provider had its time by then.
 */
export async function attempt(
  { request, target, key, requestId, signal, isLast }: Attempt,
  deps: Deps,
): Promise<Attempted> {
  const { adapter, id: provider } = target.provider;
  const { timeouts, upstream } = deps.config;
  const call: AdapterCall = { request, provider, model: target.listing.model };
  const patienceMs = request.stream === true ? timeouts.firstTokenMs : timeouts.answerMs;
  const startedAt = deps.clock();
  const { ignored = [], ...wire } = adapter.request(call);
  const limit = limitTime(signal, isLast ? null : patienceMs);
  const sent = await send({ provider: target.provider, key, ...wire, signal: limit.signal });
  const header = { id: `chatcmpl-${requestId}`, created: Math.floor(deps.now() / 1000) };
  const outcome = sent.ok
    ? await read({ response: sent.response, adapter, call, header }, { ...upstream, idleMs: timeouts.idleMs })
    : sent;
  limit.clear();
  const hadItsTime = deps.clock() - startedAt >= patienceMs;
  if (signal.aborted && !(hadItsTime && isDeadline(signal.reason))) throw signal.reason;
  if (limit.signal.aborted) {
    const status = outcome.ok ? outcome.status : outcome.failure.status;
    return { ok: false, failure: failure('upstream_timeout', status, limit.signal.reason) };
  }
  return outcome.ok ? { ...outcome, ignored } : outcome;
}

const isDeadline = (reason: unknown): boolean =>
  reason instanceof GatewayError && reason.code === 'deadline_exceeded';

/** The provider did not begin to answer in the time that it gets while there is somebody else to ask. */
class OutOfPatience extends Error {
  override readonly name = 'OutOfPatience';
}

/** A signal that also aborts when the time is up, until that is cleared. */
function limitTime(signal: AbortSignal, limitMs: number | null): { signal: AbortSignal; clear: () => void } {
  if (limitMs === null) return { signal, clear: () => {} };
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new OutOfPatience()), limitMs);
  signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

type ReadLimits = StreamLimits & Pick<Deps['config']['upstream'], 'maxBodyBytes' | 'maxErrorBytes'>;

async function read(incoming: Incoming, limits: ReadLimits): Promise<Read> {
  const { response, adapter, call } = incoming;
  try {
    const unusable = refuse(incoming);
    if (unusable !== null) return { ok: false, failure: unusable };
    if (response.status >= 300) return await readRefusal(incoming, limits.maxErrorBytes);
    if (call.request.stream && contentType(response) === (adapter.framing ?? serverSentEvents).contentType)
      return await openStream(incoming, limits);
    return await readWhole(incoming, limits.maxBodyBytes);
  } catch (thrown) {
    return { ok: false, failure: failure(codeOfNetworkError(thrown), response.status, thrown) };
  }
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
    if (step.value !== null) return { ok: false, failure: { ...step.value, usage: writer.usage } };
    if ((writer.usage?.completion_tokens ?? 0) > 0 || writer.endedOnPurpose) break;
    const empty = failure('upstream_empty_response', response.status);
    return { ok: false, failure: { ...empty, usage: writer.usage } };
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
  const { usage } = answer;
  if (isBlank(answer))
    return { ok: false, failure: { ...failure('upstream_empty_response', status), usage } };
  const complete = { ...answer, id: answer.id || header.id, created: answer.created || header.created };
  return { ok: true, status, answer: { kind: 'whole', answer: complete } };
}

async function readRefusal({ response, adapter }: Incoming, maxBytes: number): Promise<Read> {
  const bytes = await readBody(response.body, maxBytes);
  const body = parseJson(bytes?.toString('utf8') ?? '');
  return { ok: false, failure: adapter.error(response.status, response.headers, body) };
}

/** What is wrong with an answer before its body is read; such a body is not. */
function refuse({ response: { status, headers, body }, adapter }: Incoming): Failure | null {
  const encoding = headers['content-encoding'];
  const compressed = encoding !== undefined && encoding !== 'identity';
  const redirects = status < 200 || (status >= 300 && status < 400);
  if (!compressed && !redirects) return null;
  body.destroy();
  if (redirects) return failure('upstream_invalid_response', status);
  // A refusal means what its status says, whatever its body is packed in.
  return status >= 400
    ? adapter.error(status, headers, undefined)
    : failure('upstream_invalid_encoding', status);
}

const contentType = ({ headers }: UpstreamResponse): string | undefined =>
  String(headers['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase();
