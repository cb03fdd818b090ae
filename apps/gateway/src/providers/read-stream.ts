import type { ChatChunk } from '@parley/types';
import { createSseParser, EventTooLarge, MalformedEvent } from '../sse/parse.ts';
import type { Framing, StreamTranslator } from './adapter.ts';
import type { ChunkWriter } from './chunk-writer.ts';
import type { UpstreamBody } from './exchange.ts';
import { type Failure, failure } from './failure.ts';

export const serverSentEvents: Framing = { contentType: 'text/event-stream', createParser: createSseParser };

export type StreamLimits = { idleMs: number; maxEventBytes: number };

/** Thrown into the body when no token comes for too long. */
class Stalled extends Error {}

// How long the connection may take to end after the provider's last event, so that it can be used again.
const lingerMs = 250;

/**
 * Reads a provider's stream: gives the chunks of one network read at a time, and at the end what went wrong, or `null`.
 * The end of the bytes is not the end of the answer: that is a finish reason, or the provider's own last event.
 * A read without chunks is given too when it brought hidden reasoning. How long the first chunk may take is not known
 * here: whoever waits for it destroys the body.
 */
export async function* readStream(
  body: UpstreamBody,
  {
    translator,
    writer,
    limits,
    framing = serverSentEvents,
  }: {
    translator: StreamTranslator;
    writer: ChunkWriter;
    limits: StreamLimits;
    framing?: Framing | undefined;
  },
): AsyncGenerator<ChatChunk[], Failure | null, void> {
  const parse = framing.createParser(limits.maxEventBytes);
  // Pings of the provider keep a connection alive and are no progress: only chunks push the deadline back.
  const stall = () => {
    if (isTaken) return;
    const progress = writer.progress;
    // Should this process have lagged, what has arrived meanwhile is read first.
    setImmediate(() => {
      if (writer.progress === progress) body.destroy(new Stalled());
    });
  };
  let timer: NodeJS.Timeout | undefined;
  // A slow reader is no fault of the provider's: the clock stands still while the chunks are taken.
  let isTaken = false;
  let seen = writer.progress;
  let lingers = false;
  try {
    for await (const bytes of body) {
      for (const event of lingers ? [] : parse(bytes)) {
        const problem = translator.push(event);
        if (problem === null) continue;
        const rest = writer.take();
        clearTimeout(timer);
        if (rest.length > 0) yield rest;
        return problem;
      }
      if (writer.progress !== seen) {
        seen = writer.progress;
        isTaken = true;
        yield writer.take();
        isTaken = false;
        timer = timer?.refresh() ?? setTimeout(stall, limits.idleMs);
      }
      if (lingers || !writer.ended) continue;
      lingers = true;
      clearTimeout(timer);
      timer = setTimeout(stall, lingerMs);
    }
  } catch (thrown) {
    // What breaks after the end of the answer takes nothing from it.
    if (!writer.finished) return explainBreak(thrown, writer);
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
  if (!writer.finished) return failure('upstream_stream_interrupted', 200);
  writer.end();
  const last = writer.take();
  if (last.length > 0) yield last;
  return null;
}

function explainBreak(thrown: unknown, writer: ChunkWriter): Failure {
  if (thrown instanceof Stalled)
    return failure(writer.committed ? 'upstream_stream_stalled' : 'upstream_timeout', 200, thrown);
  if (thrown instanceof EventTooLarge) return failure('upstream_event_too_large', 200, thrown);
  if (thrown instanceof MalformedEvent) return failure('upstream_invalid_response', 200, thrown);
  return failure('upstream_stream_interrupted', 200, thrown);
}
