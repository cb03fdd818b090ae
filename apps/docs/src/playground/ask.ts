import { type ChatChunk, type ChatCompletion, createClient, ParleyError } from '@parley/client';
import type { ChatCompletionRequest } from '@parley/types';
import type { Connection } from './connection.ts';
import { createRecorder, type Recording } from './record-events.ts';

/** A request, and all that came of it. */
export type Exchange = {
  body: ChatCompletionRequest;
  recording: Recording;
  /** To the first word, thought or call of a stream. */
  firstTokenMs: number | null;
  completion: ChatCompletion | null;
  error: ParleyError | null;
};

export type Asking = {
  connection: Connection;
  body: ChatCompletionRequest;
  noFallback: boolean;
  signal: AbortSignal;
  onChunk(chunk: ChatChunk): void;
};

/** Asks by the client, as any app would. An error is part of the exchange, and so is what came before it. */
export async function ask({ connection, body, noFallback, signal, onChunk }: Asking): Promise<Exchange> {
  const { recording, fetch } = createRecorder();
  const exchange: Exchange = { body, recording, firstTokenMs: null, completion: null, error: null };
  // A playground shows each failure as it is, so nothing is tried again.
  const client = createClient({ ...readyFor(connection), fetch, maxRetries: 0 });
  try {
    const answer = await client.chat.completions.create(body, { signal, headers: headersFor(noFallback) });
    if (!('final' in answer)) return { ...exchange, completion: answer };
    for await (const chunk of answer) {
      if (isToken(chunk)) exchange.firstTokenMs ??= recording.events.at(-1)?.atMs ?? null;
      onChunk(chunk);
    }
    return { ...exchange, completion: await answer.final() };
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    return { ...exchange, error };
  }
}

/** The headers of a request beside those of the client. */
export const headersFor = (noFallback: boolean): { [name: string]: string } =>
  noFallback ? { 'x-no-fallback': 'true' } : {};

/** An empty key is none. */
export const readyFor = ({ baseUrl, apiKey }: Connection) => ({
  baseUrl,
  ...(apiKey === '' ? {} : { apiKey }),
});

const isToken = ({ choices }: ChatChunk): boolean =>
  choices.some(
    ({ delta }) =>
      (delta.content ?? '') !== '' || (delta.reasoning ?? '') !== '' || delta.tool_calls !== undefined,
  );
