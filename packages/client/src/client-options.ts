import type { Fetch } from './send.ts';

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
  /**
   * How long a stream may send nothing, before its first byte and between two; comments count as something. 300,000
   * unless told; `Infinity` for no limit.
   */
  stallTimeoutMs?: number | undefined;
  /**
   * How often a call that failed before any byte of an answer is sent again. 2 unless told. All calls of a client
   * together have 100 retries in reserve, and each success earns one back.
   */
  maxRetries?: number | undefined;
}

export interface CallOptions {
  /** When it aborts, the call rejects with `aborted`, and the signal's reason as its cause. */
  signal?: AbortSignal | undefined;
  headers?: Record<string, string> | undefined;
  timeoutMs?: number | undefined;
  stallTimeoutMs?: number | undefined;
  /** Sent as `x-request-id`, and the same for every retry of this call. */
  requestId?: string | undefined;
  /** Sent as `idempotency-key`, and the same for every retry of this call. A random one unless told. */
  idempotencyKey?: string | undefined;
}
