import { describe, expect, test } from 'vitest';
import { createSseParser, EventTooLarge, type SseEvent } from './parse.ts';

const text = '{"text":"Grüße, 世界 🦜"}';
const lines = (end: string) =>
  [
    ': a comment',
    `data: ${text}`,
    '',
    'event: named',
    'id: 7',
    'retry: 10',
    'data: one',
    'data:two',
    '',
    ':',
    '',
    'data: [DONE]',
    '',
    '',
  ].join(end);
// Never a CR before an LF: those two are one line end.
const mixed = lines('\n')
  .split('\n')
  .map((line, index) => line + ['\r\n', '\n', '\r'][index % 3])
  .join('');
const want: SseEvent[] = [
  { event: null, data: text },
  { event: 'named', data: 'one\ntwo' },
  { event: null, data: '[DONE]' },
];

const framings: [name: string, bytes: Uint8Array][] = [
  ['LF', Buffer.from(lines('\n'))],
  ['CRLF', Buffer.from(lines('\r\n'))],
  ['CR', Buffer.from(lines('\r'))],
  ['each kind of line end in turn', Buffer.from(mixed)],
  ['LF after a byte order mark', Buffer.from(`\ufeff${lines('\n')}`)],
  ['CRLF after a byte order mark', Buffer.from(`\ufeff${lines('\r\n')}`)],
];

const parseAll = (pieces: Uint8Array[]): SseEvent[] => {
  const parse = createSseParser(10_000);
  return pieces.flatMap((piece) => parse(piece));
};

describe('U11: events are the same however they are framed and split', () => {
  test.each(framings)('%s, whole', (_name, bytes) => {
    expect(parseAll([bytes])).toEqual(want);
  });

  test.each(framings)('%s, byte by byte', (_name, bytes) => {
    expect(parseAll(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(want);
  });

  test.each(framings)(
    '%s, split in two at every byte, inside characters and line ends too',
    (_name, bytes) => {
      for (let at = 0; at <= bytes.length; at++) {
        expect(parseAll([bytes.subarray(0, at), bytes.subarray(at)]), `at ${at}`).toEqual(want);
      }
    },
  );

  test.each(framings)('%s, in pieces of every small size', (_name, bytes) => {
    for (let size = 2; size <= 17; size++) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(parseAll(pieces), `by ${size}`).toEqual(want);
    }
  });

  test('bytes that are no UTF-8 become the replacement character, and the stream goes on', () => {
    const bytes = Buffer.concat([Buffer.from('data: a'), Buffer.of(0xff), Buffer.from('b\n\ndata: c\n\n')]);
    expect(parseAll([bytes]).map(({ data }) => data)).toEqual(['a\ufffdb', 'c']);
  });

  test('an event without its empty line is not an event', () => {
    expect(parseAll([Buffer.from('data: a\n\ndata: b\n')]).map(({ data }) => data)).toEqual(['a']);
  });
});

describe('U12: an unfinished event has a limit', () => {
  const tooLarge: [what: string, piece: string][] = [
    ['a line that never ends', 'x'.repeat(100)],
    ['data lines without an empty one', `data: ${'x'.repeat(90)}\n`],
    ['a comment that never ends', `:${'x'.repeat(99)}`],
  ];
  test.each(tooLarge)('%s', (_what, piece) => {
    const parse = createSseParser(1000);
    const feed = () => {
      for (let count = 0; count < 20; count++) parse(Buffer.from(piece));
    };
    expect(feed).toThrow(EventTooLarge);
  });

  test('and what is finished does not count towards it', () => {
    const parse = createSseParser(1000);
    let events = 0;
    for (let count = 0; count < 100; count++)
      events += parse(Buffer.from(`data: ${'x'.repeat(900)}\n\n`)).length;
    expect(events).toBe(100);
  });
});
