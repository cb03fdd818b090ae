import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { type ChatStream, createClient } from '@parley/client';
import type { ChatCompletion, ChatCompletionRequest } from '@parley/types';
import type { ParleyProviderSettings } from './create-parley.ts';
import { toCallError } from './error.ts';

/** One call, and what it said over HTTP beside the bodies: the AI SDK reports that too. */
export interface Exchange {
  /** Where it was sent, once it was. */
  readonly url: string;
  readonly body: ChatCompletionRequest;
  readonly responseHeaders: Record<string, string> | undefined;
  /** Rejects with an `APICallError`, or with the reason of the signal that aborted it. */
  complete(): Promise<ChatCompletion>;
  /** Resolves when the stream has begun; rejects as `complete` does. */
  stream(): Promise<ChatStream>;
}

export function createExchange(
  settings: ParleyProviderSettings,
  { headers, abortSignal }: Pick<LanguageModelV4CallOptions, 'headers' | 'abortSignal'>,
  body: ChatCompletionRequest,
): Exchange {
  let url = settings.baseUrl;
  let responseHeaders: Record<string, string> | undefined;
  const client = createClient({
    ...settings,
    async fetch(request) {
      url = request.url;
      const response = await (settings.fetch ?? globalThis.fetch)(request);
      responseHeaders = Object.fromEntries(response.headers);
      return response;
    },
    // The AI SDK retries, and has time limits of its own.
    maxRetries: 0,
    timeoutMs: Infinity,
  });
  const call = { signal: abortSignal, headers: given(headers) };
  const exchange = {
    get url() {
      return url;
    },
    get responseHeaders() {
      return responseHeaders;
    },
    body,
    complete: () => client.chat.completions.create({ ...body, stream: false }, call).catch(rethrow),
    stream: () => client.chat.completions.create({ ...body, stream: true }, call).catch(rethrow),
  };
  function rethrow(error: unknown): never {
    throw toCallError(error, exchange);
  }
  return exchange;
}

function given(headers: Record<string, string | undefined> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
