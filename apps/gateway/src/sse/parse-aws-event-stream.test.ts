import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import { describe, expect, test } from 'vitest';
import { EventTooLarge, MalformedEvent, type SseEvent } from './parse.ts';
import { createAwsEventStreamParser } from './parse-aws-event-stream.ts';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

function message(headers: { [name: string]: string }, body: string): Buffer {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: 'string', value }] as const);
  return Buffer.from(codec.encode({ headers: Object.fromEntries(typed), body: Buffer.from(body) }));
}

const event = (type: string, body: string) =>
  message({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, body);

const stream = Buffer.concat([
  event('messageStart', '{"role":"assistant"}'),
  event('contentBlockDelta', '{"delta":{"text":"Grüße, 世界 🌍"}}'),
  event('empty', ''),
  message(
    { ':message-type': 'exception', ':exception-type': 'throttlingException' },
    '{"message":"Too many"}',
  ),
  message({ ':message-type': 'error', ':error-code': 'InternalError', ':error-message': 'Broken' }, ''),
]);

const want: SseEvent[] = [
  { event: 'messageStart', data: '{"role":"assistant"}' },
  { event: 'contentBlockDelta', data: '{"delta":{"text":"Grüße, 世界 🌍"}}' },
  { event: 'empty', data: '' },
  { event: 'exception', data: '{"type":"throttlingException","body":"{\\"message\\":\\"Too many\\"}"}' },
  { event: 'exception', data: '{"type":"InternalError","body":"{\\"message\\":\\"Broken\\"}"}' },
];

function parseInPieces(bytes: Buffer, size: number, maxEventBytes = 1e6): SseEvent[] {
  const parse = createAwsEventStreamParser(maxEventBytes);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    parse(bytes.subarray(index * size, (index + 1) * size)),
  ).flat();
}

describe('AWS event stream', () => {
  test.each([1, 2, 3, 11, 12, 13, 100, 1e6])('is the same in pieces of %d bytes', (size) => {
    expect(parseInPieces(stream, size)).toEqual(want);
  });

  test('gives no event before its last byte is there', () => {
    const one = event('messageStop', '{"stopReason":"end_turn"}');
    expect(parseInPieces(one.subarray(0, -1), 5)).toEqual([]);
    expect(parseInPieces(one, 5)).toHaveLength(1);
  });

  // Of a length, of a checksum, of a header, of the body.
  test.each([1, 5, 9, 14, 40, -6, -1])('a flipped bit in the byte at %d is found', (position) => {
    const changed = event('contentBlockDelta', '{"delta":{"text":"Hello"}}');
    const index = position < 0 ? changed.length + position : position;
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
    expect(() => parseInPieces(changed, 1)).toThrow(MalformedEvent);
  });

  test('U12: a message over the limit is refused by what its first bytes say, not when all of it is in memory', () => {
    const large = event('contentBlockDelta', JSON.stringify({ delta: { text: 'x'.repeat(5000) } }));
    expect(() => parseInPieces(large.subarray(0, 12), 12, 4000)).toThrow(EventTooLarge);
    expect(parseInPieces(large, 100, large.length)).toHaveLength(1);
  });

  test('what was never a frame is refused by its first bytes', () => {
    expect(() => parseInPieces(Buffer.from('data: {"choices":[]}').subarray(0, 12), 4)).toThrow(
      MalformedEvent,
    );
    expect(() => parseInPieces(Buffer.alloc(12), 4)).toThrow(MalformedEvent);
  });
});
