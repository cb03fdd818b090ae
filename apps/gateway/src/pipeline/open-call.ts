import type { ServerResponse } from 'node:http';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';

/** The caller hung up. Nobody is left to tell. */
class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

export const isCallerGone = (reason: unknown): boolean => reason instanceof CallerGone;

export type OpenCall = {
  signal: AbortSignal;
  /** When the request's time is up, on the clock of `deps.clock`. */
  deadlineMs: number;
  close: () => void;
};

/**
 * One signal from the caller's socket to every upstream call: it aborts when the caller hangs up, when the request
 * has taken too long, or when the gateway must stop. Its reason says which.
 */
export function openCall(
  response: ServerResponse,
  { config, clock, shutdown }: Pick<Deps, 'config' | 'clock' | 'shutdown'>,
): OpenCall {
  const controller = new AbortController();
  const abort = (reason: Error) => controller.abort(reason);
  const onClose = () => {
    if (!response.writableFinished) abort(new CallerGone('the caller hung up'));
  };
  const onShutdown = () => abort(gatewayError('gateway_shutdown'));
  const limitMs = config.timeouts.totalMs;
  const timer = setTimeout(() => abort(gatewayError('deadline_exceeded', { limitMs })), limitMs);
  response.once('close', onClose);
  shutdown.addEventListener('abort', onShutdown, { once: true });
  if (shutdown.aborted) onShutdown();
  return {
    signal: controller.signal,
    deadlineMs: clock() + limitMs,
    close() {
      clearTimeout(timer);
      response.off('close', onClose);
      shutdown.removeEventListener('abort', onShutdown);
    },
  };
}
