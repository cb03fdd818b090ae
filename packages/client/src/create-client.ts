import type { ChatCompletion, ChatCompletionRequest, Model, ModelList, paths } from '@parley/types';
import createFetchClient, { type Client } from 'openapi-fetch';
import { withoutVersion } from './base-url.ts';
import { type CallSignal, createCallSignal } from './call-signal.ts';
import { type ChatStream, createChatStream } from './chat-stream.ts';
import { readJson } from './read-json.ts';
import { type Pace, realPace } from './retry.ts';
import { type Fetch, type Operation, send } from './send.ts';
import { isChatCompletion, isModel, isModelList } from './shape.ts';

export interface ParleyClientOptions {
  /** Where the gateway is, such as `http://127.0.0.1:4000`; with or without `/v1`. */
  baseUrl: string;
  /** Sent as `Authorization: Bearer`. */
  apiKey?: string | undefined;
  /** In place of the global `fetch`. */
  fetch?: Fetch | undefined;
  /** Sent with every request. */
  headers?: Record<string, string> | undefined;
  /**
   * How long a call may take, retries and the waits between them included: up to the end of a JSON answer, or up to
   * the headers of a stream, which may then last as long as it likes. 600,000 unless told; `Infinity` for no limit.
   */
  timeoutMs?: number | undefined;
  /** How often a call that failed before any byte of an answer is sent again. 2 unless told. */
  maxRetries?: number | undefined;
}

export interface CallOptions {
  /** When it aborts, the call rejects with the signal's reason, as `fetch` does. */
  signal?: AbortSignal | undefined;
  headers?: Record<string, string> | undefined;
  timeoutMs?: number | undefined;
  /** Sent as `x-request-id`, and the same for every retry of this call. */
  requestId?: string | undefined;
}

/** A request whose answer is one JSON body. */
export type ChatRequest = Omit<ChatCompletionRequest, 'stream'> & { stream?: false | null };

/** A request whose answer is a stream. */
export type ChatStreamRequest = Omit<ChatCompletionRequest, 'stream'> & { stream?: true | null };

/** Every call rejects with a `ParleyError`, or with the reason of the signal that aborted it. */
export interface ParleyClient {
  chat(body: ChatRequest, options?: CallOptions): Promise<ChatCompletion>;
  /** Resolves when the stream has begun; from then on nothing is retried. */
  stream(body: ChatStreamRequest, options?: CallOptions): Promise<ChatStream>;
  readonly models: {
    list(options?: CallOptions): Promise<ModelList>;
    get(id: string, options?: CallOptions): Promise<Model>;
  };
  /** The openapi-fetch client beneath: every path of the contract, middleware, and no retries. */
  readonly http: Client<paths, 'application/json'>;
}

export function createClient(options: ParleyClientOptions): ParleyClient {
  return createPacedClient(options, realPace);
}

/** `createClient` with waits and chance of the caller's own, for tests. */
export function createPacedClient(options: ParleyClientOptions, pace: Pace): ParleyClient {
  const { apiKey, maxRetries = 2 } = options;
  // Browsers refuse their own fetch when it is called as a method.
  const fetch: Fetch = (request) => (options.fetch ?? globalThis.fetch)(request);
  const http = createFetchClient<paths, 'application/json'>({
    baseUrl: withoutVersion(options.baseUrl),
    fetch,
    headers: { ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }), ...options.headers },
  });

  function start({ signal, timeoutMs, requestId }: CallOptions): CallSignal {
    return createCallSignal({ signal, timeoutMs: timeoutMs ?? options.timeoutMs ?? 600_000, requestId });
  }

  function sendOver(call: CallSignal, { headers = {}, requestId }: CallOptions, operation: Operation) {
    return send({ operation, headers, requestId, fetch, maxRetries, call, pace });
  }

  async function json<T>(
    callOptions: CallOptions,
    hasShape: (value: unknown) => value is T,
    operation: Operation,
  ): Promise<T> {
    const call = start(callOptions);
    try {
      return await readJson(await sendOver(call, callOptions, operation), call.signal, hasShape);
    } finally {
      call.release();
    }
  }

  // `parseAs: 'stream'` leaves a success unread.
  const postChat =
    (body: ChatCompletionRequest, accept: string): Operation =>
    ({ headers, ...init }) =>
      http.POST('/v1/chat/completions', {
        ...init,
        headers: { accept, ...headers },
        body,
        parseAs: 'stream',
      });

  return {
    http,
    chat(body, callOptions = {}) {
      return json(callOptions, isChatCompletion, postChat({ ...body, stream: false }, 'application/json'));
    },
    async stream(body, callOptions = {}) {
      const call = start(callOptions);
      try {
        const response = await sendOver(
          call,
          callOptions,
          postChat({ ...body, stream: true }, 'text/event-stream'),
        );
        const stream = await openStream(response, call);
        call.stopTimer();
        return stream;
      } catch (error) {
        call.release();
        throw error;
      }
    },
    models: {
      list(callOptions = {}) {
        return json(callOptions, isModelList, (init) =>
          http.GET('/v1/models', { ...init, parseAs: 'stream' }),
        );
      },
      get(id, callOptions = {}) {
        return json(callOptions, isModel, (init) =>
          http.GET('/v1/models/{model}', { ...init, params: { path: { model: id } }, parseAs: 'stream' }),
        );
      },
    },
  };
}

async function openStream(response: Response, call: CallSignal): Promise<ChatStream> {
  const type = response.headers.get('content-type') ?? '';
  // Read as events, a whole answer or a web page would look like a cut stream.
  if (response.body === null || /json|html/.test(type)) {
    return readJson(response, call.signal, (value): value is never => false);
  }
  return createChatStream({ body: response.body, requestId: response.headers.get('x-request-id'), call });
}
