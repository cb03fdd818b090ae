// https://smithy.io/2.0/aws/amazon-eventstream.html
import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import type { EventStreamCodec, Message } from '@smithy/eventstream-codec';
import { type EventParser, EventTooLarge, MalformedEvent, type SseEvent } from './parse.ts';

type Smithy = typeof import('@smithy/eventstream-codec');
type Utf8 = typeof import('@smithy/util-utf8');
const require = createRequire(import.meta.url);

// Loaded with the first stream of this kind, since most gateways have none.
let codec: EventStreamCodec | null = null;
function codecOf(): EventStreamCodec {
  const { EventStreamCodec }: Smithy = require('@smithy/eventstream-codec');
  const { fromUtf8, toUtf8 }: Utf8 = require('@smithy/util-utf8');
  return new EventStreamCodec(toUtf8, fromUtf8);
}

const toText = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8');

// The lengths of the whole message and of its headers, and a checksum of the two; at the end one of everything.
const preludeBytes = 12;
const leastBytes = preludeBytes + 4;

/**
 * Bytes of AWS's binary event stream to events, whatever the split. An exception becomes an event named `exception`,
 * with its type and its body as JSON. Throws EventTooLarge for a message that says it is longer than `maxEventBytes`,
 * and MalformedEvent for one whose checksums don't match.
 */
export function createAwsEventStreamParser(maxEventBytes: number): EventParser {
  let held: Buffer[] = [];
  let heldBytes = 0;
  // How long the message is that is being waited for; the prelude says, so before it that is all there is to wait for.
  let wantedBytes = preludeBytes;

  return (bytes) => {
    held.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    heldBytes += bytes.byteLength;
    if (heldBytes < wantedBytes) return [];
    let buffer = Buffer.concat(held);
    const events: SseEvent[] = [];
    wantedBytes = preludeBytes;
    while (buffer.length >= preludeBytes) {
      const length = buffer.readUInt32BE(0);
      // Checked at once: a length that isn't true would be waited for.
      const intact = crc32(buffer.subarray(0, 8)) === buffer.readUInt32BE(8);
      if (!intact || length < leastBytes) throw new MalformedEvent();
      if (length > maxEventBytes) throw new EventTooLarge();
      wantedBytes = length;
      if (buffer.length < length) break;
      events.push(...eventsOf(decode(buffer.subarray(0, length))));
      buffer = buffer.subarray(length);
      wantedBytes = preludeBytes;
    }
    held = [buffer];
    heldBytes = buffer.length;
    return events;
  };
}

function decode(bytes: Buffer): Message {
  try {
    codec ??= codecOf();
    return codec.decode(bytes);
  } catch (thrown) {
    throw new MalformedEvent(undefined, { cause: thrown });
  }
}

function eventsOf({ headers, body }: Message): SseEvent[] {
  const header = (name: string) => {
    const found = headers[name];
    return found?.type === 'string' ? found.value : null;
  };
  switch (header(':message-type')) {
    case 'exception':
      return [exception(header(':exception-type'), toText(body))];
    case 'error':
      return [exception(header(':error-code'), JSON.stringify({ message: header(':error-message') }))];
    default:
      return [{ event: header(':event-type'), data: toText(body) }];
  }
}

const exception = (type: string | null, body: string): SseEvent => ({
  event: 'exception',
  data: JSON.stringify({ type, body }),
});
