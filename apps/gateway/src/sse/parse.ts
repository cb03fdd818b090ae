import { createParser } from 'eventsource-parser';

export type SseEvent = { event: string | null; data: string };

/** An event grew past the limit. */
export class EventTooLarge extends Error {}

/** What came is no event. */
export class MalformedEvent extends Error {}

/** Bytes to events, whatever the split. Throws EventTooLarge, MalformedEvent. */
export type EventParser = (bytes: Uint8Array) => SseEvent[];

const none: SseEvent[] = [];
Object.freeze(none);

/**
 * Bytes to events, whatever the split: inside a character, inside a line end.
 * Throws EventTooLarge when an unfinished event grows past `maxEventBytes`.
 */
export function createSseParser(maxEventBytes: number): EventParser {
  const decoder = new TextDecoder('utf-8');
  let events = none;
  let tooLarge = false;
  const parser = createParser({
    maxBufferSize: maxEventBytes,
    onEvent: ({ event, data }) => events.push({ event: event ?? null, data }),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') tooLarge = true;
    },
  });
  let endedInCr = false;
  return (bytes) => {
    let text = decoder.decode(bytes, { stream: true });
    if (text === '') return none;
    // Left alone, a CR at the end of a read would hold its event back until the next line ends.
    if (endedInCr && text.startsWith('\n')) text = text.slice(1);
    endedInCr = text.endsWith('\r');
    events = [];
    parser.feed(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);
    if (tooLarge) throw new EventTooLarge();
    // Nothing is kept, nor an array held ready, until the next read: collections between would copy it, or think it old.
    const complete = events;
    events = none;
    return complete;
  };
}
