import { expect, test } from 'vitest';
import { createEventReader } from '../src/http/event-reader.ts';

const stream =
  ': ping\n\ndata: {"a":1}\n\nevent: x\nid: 1\ndata: one\ndata:two\n\n\ndata: "[DONE]"\n\ndata: [DONE]\n\n';
const whole = [
  { text: '{"a":1}', data: { a: 1 }, name: '', atMs: 0 },
  { text: 'one\ntwo', data: 'one\ntwo', name: 'x', atMs: 0 },
  { text: '"[DONE]"', data: '"[DONE]"', name: '', atMs: 0 },
  { text: '[DONE]', data: '[DONE]', name: '', atMs: 0 },
];

test.each(['\n', '\r\n', '\r'])(
  'events are the same wherever the text is cut, with lines that end in %j',
  (end) => {
    const text = stream.replaceAll('\n', end);
    for (let cut = 0; cut <= text.length; cut += 1) {
      const read = createEventReader();
      expect([...read(text.slice(0, cut), 0), ...read(text.slice(cut), 0)]).toEqual(whole);
    }
    const read = createEventReader();
    expect([...text].flatMap((character) => read(character, 0))).toEqual(whole);
  },
);

test('what no blank line ends is no event', () => {
  expect(createEventReader()('data: {"a":1}\n', 0)).toEqual([]);
});

test('a line that comes in very many pieces is read in one pass: a reader that begins anew at each takes minutes', () => {
  const read = createEventReader();
  const piece = 'x'.repeat(64);
  const early = Array.from({ length: 40_000 }, (_, count) => read(count === 0 ? `data: ${piece}` : piece, 0));
  expect(early.flat()).toEqual([]);
  expect(read('\n\n', 7)).toEqual([
    { text: piece.repeat(40_000), data: piece.repeat(40_000), name: '', atMs: 7 },
  ]);
});
