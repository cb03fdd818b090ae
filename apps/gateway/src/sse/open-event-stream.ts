import type { ServerResponse } from 'node:http';
import { ssePing } from './write.ts';

export type EventStream = {
  /** Writes text. Resolves when more may be written: at once, or when a slow reader has caught up or gone. */
  write(text: string): Promise<void> | undefined;
  end(text: string): void;
};

type Options = { headers: Record<string, string>; pingMs: number; writeStallMs: number };

/** Answers 200 with server-sent events. While there is nothing to say, a comment keeps the connection alive. */
export function openEventStream(
  response: ServerResponse,
  { headers, pingMs, writeStallMs }: Options,
): EventStream {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    ...headers,
  });
  const ping = setInterval(() => {
    if (!response.writableNeedDrain) response.write(ssePing);
  }, pingMs);
  response.once('close', () => clearInterval(ping));
  return {
    write(text) {
      ping.refresh();
      return response.write(text) ? undefined : caughtUp(response, writeStallMs);
    },
    end(text) {
      clearInterval(ping);
      response.end(text);
    },
  };
}

// `drain` never comes from a reader that has gone, so `close` must end the wait as well.
function caughtUp(response: ServerResponse, stallMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      response.off('drain', done).off('close', done);
      resolve();
    };
    const timer = setTimeout(() => response.destroy(), stallMs);
    response.once('drain', done).once('close', done);
    if (response.closed || response.destroyed) done();
  });
}
