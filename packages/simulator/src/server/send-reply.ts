import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Part, Reply } from './reply.ts';

/**
 * Does what the reply says, and tells of completion tokens as they go out. Returns true when the caller hung
 * up before it was done.
 */
export async function sendReply(
  reply: Reply,
  response: ServerResponse,
  onTokens: (tokens: number) => void,
): Promise<boolean> {
  const hungUp = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) hungUp.abort();
  });
  if (response.destroyed) return true;
  for (const part of reply.parts) {
    if (part.kind === 'destroy' || part.kind === 'reset') {
      await flushed(response);
      if (hungUp.signal.aborted) return true;
      if (part.kind === 'destroy') response.destroy();
      else response.socket?.resetAndDestroy();
      return false;
    }
    await perform(part, reply, response, hungUp.signal);
    if (hungUp.signal.aborted) return true;
    if (part.kind === 'bytes' && part.tokens > 0) onTokens(part.tokens);
  }
  writeHead(reply, response);
  await new Promise<void>((resolve) => {
    hungUp.signal.addEventListener('abort', () => resolve());
    response.end(() => resolve());
  });
  return hungUp.signal.aborted;
}

async function perform(
  part: Exclude<Part, { kind: 'destroy' | 'reset' }>,
  reply: Reply,
  response: ServerResponse,
  hungUp: AbortSignal,
): Promise<void> {
  switch (part.kind) {
    case 'early-hints':
      return new Promise((resolve) =>
        response.writeEarlyHints({ link: '</style.css>; rel=preload' }, resolve),
      );
    case 'head':
      writeHead(reply, response);
      response.flushHeaders();
      return;
    case 'bytes':
      writeHead(reply, response);
      return write(part.bytes, response, hungUp);
    case 'wait':
      return sleep(part.ms, hungUp);
    case 'hang': {
      writeHead(reply, response);
      response.flushHeaders();
      const everyMs = part.repeat?.everyMs ?? 60_000;
      while (!hungUp.aborted) {
        if (part.repeat !== null) await write(part.repeat.bytes, response, hungUp);
        await sleep(everyMs, hungUp);
      }
    }
  }
}

function writeHead(reply: Reply, response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(reply.status, reply.headers);
}

/** Resolves when there is room for more, or the caller is gone. */
function write(bytes: Buffer, response: ServerResponse, hungUp: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (hungUp.aborted || response.write(bytes)) return resolve();
    const done = (): void => {
      response.off('drain', done);
      hungUp.removeEventListener('abort', done);
      resolve();
    };
    response.once('drain', done);
    hungUp.addEventListener('abort', done);
  });
}

/** Without this a reset could overtake bytes that are still in Node's buffers. */
function flushed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (!response.headersSent || response.destroyed) return resolve();
    response.once('close', resolve);
    response.write('', () => setTimeout(resolve, FLUSH_MS));
  });
}

// An RST drops what the peer has not read yet: this gives it time to read.
const FLUSH_MS = 10;

async function sleep(ms: number, hungUp: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: hungUp }).catch(() => undefined);
}
