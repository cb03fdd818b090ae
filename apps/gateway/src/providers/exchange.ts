import type { Dispatcher } from 'undici';
import type { ResponseHeaders } from './retry-after.ts';

/** The bytes of an answer as they come, what came together in one piece. Whoever stops reading before their end destroys it. */
export type UpstreamBody = AsyncIterable<Buffer> & { destroy(reason?: Error): unknown };

export type UpstreamResponse = { status: number; headers: ResponseHeaders; body: UpstreamBody };

/** While so much waits to be read, the provider is not listened to. */
const mostWaitingBytes = 64 * 1024;

/**
 * Sends one request, and resolves when the head of its answer has come. Rejects with undici's error when none comes,
 * and with the signal's reason when that aborts, which also ends a body that is still coming.
 */
export const exchange = (
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<UpstreamResponse> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    dispatcher.dispatch(request, new IncomingAnswer(resolve, reject, signal));
  });

/** What undici's `request` is, without a stream of Node's around each body: that took 12 us of each answer. */
class IncomingAnswer implements Dispatcher.DispatchHandler, UpstreamBody, AsyncIterator<Buffer, undefined> {
  readonly #began: (response: UpstreamResponse) => void;
  /** Of no effect once it began. */
  readonly #failed: (reason: Error) => void;
  #controller: Dispatcher.DispatchController | null = null;
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #hasEnded = false;
  #failure: Error | null = null;
  #wake: () => void = () => {};

  constructor(
    began: (response: UpstreamResponse) => void,
    failed: (reason: Error) => void,
    signal: AbortSignal,
  ) {
    this.#began = began;
    this.#failed = failed;
    // Made in `exchange`, the listener would keep what was sent for as long as the answer comes.
    signal.addEventListener('abort', () => this.destroy(signal.reason), { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure !== null) controller.abort(this.#failure);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    // What has a status below 200 announces the answer, and is none.
    if (status >= 200) this.#began({ status, headers, body: this });
  }

  onResponseData(controller: Dispatcher.DispatchController, bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= mostWaitingBytes) controller.pause();
    this.#wake();
  }

  onResponseEnd(): void {
    this.#end(null);
  }

  onResponseError(_: Dispatcher.DispatchController, reason: Error): void {
    this.#end(reason);
  }

  destroy(given?: Error): void {
    if (this.#hasEnded && this.#waiting.length === 0) return;
    // Not as a default: most bodies have ended by now, and an error takes 40 us.
    const reason = given ?? new Error('nobody reads on');
    this.#waiting.splice(0);
    this.#failure ??= reason;
    const isUnderWay = !this.#hasEnded;
    this.#end(reason);
    if (isUnderWay) this.#controller?.abort(reason);
  }

  #end(failure: Error | null): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#failure ??= failure;
    if (failure !== null) this.#failed(failure);
    this.#wake();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  // Not async, nor is `batchesOf`: each such function keeps half a kilobyte while its stream waits.
  next(): Promise<IteratorResult<Buffer, undefined>> {
    if (this.#waiting.length > 0 || this.#hasEnded) return new Promise((resolve) => resolve(this.#take()));
    return new Promise<void>((resolve) => {
      this.#wake = resolve;
    }).then(this.#take);
  }

  readonly #take = (): IteratorResult<Buffer, undefined> => {
    const value = this.#waiting.length > 1 ? Buffer.concat(this.#waiting.splice(0)) : this.#waiting.pop();
    if (value === undefined) {
      if (this.#failure !== null) throw this.#failure;
      return { done: true, value };
    }
    this.#waitingBytes = 0;
    this.#controller?.resume();
    return { done: false, value };
  };

  async return(): Promise<IteratorResult<Buffer, undefined>> {
    this.destroy();
    return { done: true, value: undefined };
  }
}
