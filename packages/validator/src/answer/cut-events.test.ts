import { expect, test } from 'vitest';
import { cutEvents } from './cut-events.ts';
import { parseEvent } from './parse-event.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (text: string) => new TextEncoder().encode(text);

test.each<[string, string, string[]]>([
  ['line feeds', 'data: 1\n\ndata: 2\n\nda', ['data: 1\n\n', 'data: 2\n\n']],
  ['pairs', 'data: 1\r\n\r\ndata: 2\r\n\r\n', ['data: 1\r\n\r\n', 'data: 2\r\n\r\n']],
  ['returns', 'data: 1\r\rdata: 2\r\r', ['data: 1\r\r', 'data: 2\r\r']],
  ['comments and names', ': ping\n\nevent: a\ndata: ü\n\n', [': ping\n\n', 'event: a\ndata: ü\n\n']],
  ['blank lines', '\n\ndata: 1\n\n\n', ['\n', '\n', 'data: 1\n\n', '\n']],
])('events are cut at %s, and no byte is lost', (_, stream, events) => {
  const whole = cutEvents();
  expect([...whole.push(bytes(stream)), whole.rest()].map(text)).toEqual([
    ...events,
    stream.slice(events.join('').length),
  ]);
});

test.each(['data: 1\n\ndata: ü2\n\n', 'data: 1\r\n\r\ndata: ü2\r\n\r\n', 'data: 1\r\rdata: ü2\r\r'])(
  'reads of one byte bring the same events of %j',
  (stream) => {
    const cutter = cutEvents();
    const pieces = Array.from(bytes(stream), (byte) => cutter.push(Uint8Array.of(byte))).flat();
    const events = pieces.map(parseEvent).filter((event) => event !== null);
    expect(events.map(({ data }) => data)).toEqual([1, 'ü2']);
    expect([...pieces, cutter.rest()].map(text).join('')).toBe(stream);
  },
);

test.each<[string, unknown, string]>([
  ['data: {"a":1}\n\n', { a: 1 }, ''],
  ['data:{"a":1}\n\n', { a: 1 }, ''],
  ['data: {"a":\ndata: 1}\n\n', { a: 1 }, ''],
  ['id: 5\r\nevent: chunk\r\ndata: [DONE]\r\n\r\n', '[DONE]', 'chunk'],
  ['data: "[DONE]"\n\n', '"[DONE]"', ''],
  ['data: {"a":\n\n', '{"a":', ''],
  ['data\n\n', '', ''],
])('%j is read as its data and name', (event, data, name) => {
  expect(parseEvent(bytes(event))).toEqual({ data, name });
});

test('a comment is no event', () => {
  expect(parseEvent(bytes(': ping\n\n'))).toBeNull();
});
