import type { ChatCompletion, ChatCompletionRequest, Model, ModelList, paths } from '@parley/types';
import createFetchClient, { type Client } from 'openapi-fetch';
import { authorization } from './authorization.ts';
import { withoutVersion } from './base-url.ts';
import { type CallSignal, createCallSignal } from './call-signal.ts';
import { type ChatStream, createChatStream } from './chat-stream.ts';
import type { CallOptions, ParleyClientOptions } from './client-options.ts';
import { createIdempotencyKey } from './idempotency-key.ts';
import { readJson } from './read-json.ts';
import { type Pace, realPace } from './retry.ts';
import { createRetryBudget } from './retry-budget.ts';
import { type Fetch, type Operation, type Sender, send } from './send.ts';
import { isChatCompletion, isModel, isModelList } from './shape.ts';

/** A request whose answer is one JSON body. */
export type ChatRequest = ChatCompletionRequest & { stream?: false | null };

/** A request whose answer is a stream. */
export type ChatStreamRequest = ChatCompletionRequest & { stream: true };

export interface ChatCompletions {
  create(body: ChatRequest, options?: CallOptions): Promise<ChatCompletion>;
  /** Resolves when the stream has begun; from then on nothing is retried. */
  create(body: ChatStreamRequest, options?: CallOptions): Promise<ChatStream>;
  create(body: ChatCompletionRequest, options?: CallOptions): Promise<ChatCompletion | ChatStream>;
}

/**
 * A call that fails rejects with a `ParleyError`, and with a `TypeError` when what it was given can't be sent: a `baseUrl`
 * that is no address, a header that no request can have, a body that contains itself.
 */
export interface ParleyClient {
  readonly chat: {
    readonly completions: ChatCompletions;
  };
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
  const { maxRetries = 2 } = options;
  // Browsers refuse their own fetch when it is called as a method.
  const fetch: Fetch = (request) => (options.fetch ?? globalThis.fetch)(request);
  const sender: Sender = { fetch, maxRetries, budget: createRetryBudget(), pace };
  const http = createFetchClient<paths, 'application/json'>({
    baseUrl: withoutVersion(options.baseUrl),
    fetch,
    headers: { ...authorization(options.apiKey), ...options.headers },
  });

  /** `read` ends the call, unless it throws. */
  async function request<T>(
    { signal, requestId, headers, timeoutMs = options.timeoutMs ?? 600_000 }: CallOptions,
    operation: Operation,
    read: (response: Response, call: CallSignal) => Promise<T>,
  ): Promise<T> {
    const call = createCallSignal({ signal, timeoutMs, requestId });
    const told = { ...headers, ...(requestId === undefined ? {} : { 'x-request-id': requestId }) };
    try {
      return await read(await send({ operation, headers: told, requestId, call }, sender), call);
    } catch (error) {
      call.release();
      throw error;
    }
  }

  function create(body: ChatRequest, callOptions?: CallOptions): Promise<ChatCompletion>;
  function create(body: ChatStreamRequest, callOptions?: CallOptions): Promise<ChatStream>;
  function create(
    body: ChatCompletionRequest,
    callOptions?: CallOptions,
  ): Promise<ChatCompletion | ChatStream>;
  function create(body: ChatCompletionRequest, callOptions: CallOptions = {}) {
    const { idempotencyKey = createIdempotencyKey(), stallTimeoutMs = options.stallTimeoutMs ?? 300_000 } =
      callOptions;
    const accept = body.stream ? 'text/event-stream' : 'application/json';
    // `parseAs: 'stream'` leaves a success unread.
    const operation: Operation = ({ headers, ...init }) =>
      http.POST('/v1/chat/completions', {
        ...init,
        headers: { accept, 'idempotency-key': idempotencyKey, ...headers },
        body,
        parseAs: 'stream',
      });
    return request<ChatCompletion | ChatStream>(
      callOptions,
      operation,
      body.stream
        ? (response, call) => openStream(response, call, stallTimeoutMs)
        : (response, call) => readJson(response, call, isChatCompletion),
    );
  }

  return {
    http,
    chat: { completions: { create } },
    models: {
      list(callOptions = {}) {
        return request(
          callOptions,
          (init) => http.GET('/v1/models', { ...init, parseAs: 'stream' }),
          (response, call) => readJson(response, call, isModelList),
        );
      },
      get(id, callOptions = {}) {
        return request(
          callOptions,
          (init) =>
            http.GET('/v1/models/{model}', { ...init, params: { path: { model: id } }, parseAs: 'stream' }),
          (response, call) => readJson(response, call, isModel),
        );
      },
    },
  };
}

async function openStream(response: Response, call: CallSignal, stallTimeoutMs: number): Promise<ChatStream> {
  const type = response.headers.get('content-type') ?? '';
  // Read as events, a whole answer or a web page would look like a cut stream.
  if (response.body === null || /json|html/.test(type)) {
    return readJson(response, call, (value): value is never => false);
  }
  call.limit(Infinity, '');
  const requestId = response.headers.get('x-request-id');
  return createChatStream({ body: response.body, requestId, call, stallTimeoutMs });
}
