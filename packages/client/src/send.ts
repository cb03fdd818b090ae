import type { CallSignal } from './call-signal.ts';
import { ParleyError } from './parley-error.ts';
import { maxDelayMs, type Pace, retryDelayMs } from './retry.ts';
import { errorFromResponse } from './server-error.ts';

export type Fetch = (request: Request) => Promise<Response>;

/** One operation of the openapi-fetch client; its own `fetch` lets `send` see what was reached. */
export type Operation = (init: {
  signal: AbortSignal;
  headers: Record<string, string>;
  fetch: Fetch;
}) => Promise<{ error?: unknown; response: Response }>;

export interface Sending {
  operation: Operation;
  headers: Record<string, string>;
  requestId?: string | undefined;
  fetch: Fetch;
  maxRetries: number;
  call: CallSignal;
  pace: Pace;
}

/**
 * Sends until there is a success, and returns it with its body unread.
 * Throws a `ParleyError`, or the signal's reason. Whatever comes after this is never sent again.
 */
export async function send(sending: Sending): Promise<Response> {
  const { call, maxRetries, pace } = sending;
  for (let retriesDone = 0; ; retriesDone++) {
    const outcome = await attempt(sending);
    if ('response' in outcome) return outcome.response;
    const { error } = outcome;
    if (!error.retryable || retriesDone >= maxRetries) throw error;
    const delayMs = retryDelayMs(retriesDone, error.retryAfterMs, pace.random);
    if (delayMs > maxDelayMs || delayMs >= call.remainingMs()) throw error;
    await pace.wait(delayMs, call.signal);
  }
}

async function attempt(sending: Sending): Promise<{ response: Response } | { error: ParleyError }> {
  const { call, operation, requestId } = sending;
  let sent = false;
  let response: Response | undefined;
  const fetch: Fetch = async (request) => {
    sent = true;
    response = await sending.fetch(request);
    return response;
  };
  try {
    call.signal.throwIfAborted();
    const headers = { ...sending.headers, ...(requestId === undefined ? {} : { 'x-request-id': requestId }) };
    const result = await operation({ signal: call.signal, headers, fetch });
    if (result.response.ok) return { response: result.response };
    return { error: errorFromResponse(result.response, result.error) };
  } catch (cause) {
    call.signal.throwIfAborted();
    if (response !== undefined) return { error: errorFromResponse(response, undefined, cause) };
    if (!sent) throw cause;
    return { error: connectionError('The server could not be reached.', requestId, cause) };
  }
}

export function connectionError(message: string, requestId: string | null | undefined, cause: unknown) {
  return new ParleyError({
    message,
    code: 'connection_error',
    requestId: requestId ?? null,
    retryable: true,
    cause,
  });
}
