import type { CallSignal } from './call-signal.ts';
import { ParleyError } from './parley-error.ts';
import { maxDelayMs, type Pace, retryDelayMs } from './retry.ts';
import type { RetryBudget } from './retry-budget.ts';
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
  requestId: string | undefined;
  call: CallSignal;
}

/** What all calls of a client share. */
export interface Sender {
  fetch: Fetch;
  maxRetries: number;
  budget: RetryBudget;
  pace: Pace;
}

/**
 * Sends until there is a success, and returns it with its body unread.
 * Throws a `ParleyError`. Whatever comes after this is never sent again.
 */
export async function send(sending: Sending, sender: Sender): Promise<Response> {
  const { call } = sending;
  const { budget, maxRetries, pace } = sender;
  for (let retriesDone = 0; ; retriesDone++) {
    const outcome = await attempt(sending, sender.fetch);
    if ('response' in outcome) {
      budget.earn();
      return outcome.response;
    }
    const { error } = outcome;
    if (!error.retryable || retriesDone >= maxRetries) throw error;
    const delayMs = retryDelayMs(retriesDone, error.retryAfterMs, pace.random);
    if (delayMs > maxDelayMs || delayMs >= call.remainingMs() || !budget.take()) throw error;
    await pace.wait(delayMs, call.signal);
  }
}

async function attempt(
  { call, operation, headers, requestId }: Sending,
  clientFetch: Fetch,
): Promise<{ response: Response } | { error: ParleyError }> {
  let sent = false;
  let response: Response | undefined;
  const fetch: Fetch = async (request) => {
    sent = true;
    response = await clientFetch(request);
    return response;
  };
  try {
    call.signal.throwIfAborted();
    const result = await operation({ signal: call.signal, headers, fetch });
    if (result.response.ok) return { response: result.response };
    return { error: errorFromResponse(result.response, result.error) };
  } catch (cause) {
    call.signal.throwIfAborted();
    if (response !== undefined) return { error: errorFromResponse(response, undefined, cause) };
    if (!sent) throw cause;
    return { error: connectionError('The server could not be reached.', requestId ?? null, cause) };
  }
}

export function connectionError(message: string, requestId: string | null, cause: unknown): ParleyError {
  return new ParleyError({ message, code: 'connection_error', requestId, retryable: true, cause });
}
