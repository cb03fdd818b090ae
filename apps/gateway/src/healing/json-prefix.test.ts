import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeJson } from './close-json.ts';
import { JsonPrefix } from './json-prefix.ts';

function follow(text: string): JsonPrefix {
  const prefix = new JsonPrefix();
  prefix.push(text);
  return prefix;
}

const rows: [text: string, certain: string, broken: boolean, why: string][] = [
  ['', '', false, 'nothing yet'],
  [' \n', '', false, 'white space may stand before prose'],
  [' {', ' {', false, 'a bracket'],
  ['{"a', '{', false, 'a key without a value is left out of what is cut'],
  ['{"a":', '{', false, 'a key without a value'],
  ['{"a":"', '{', false, 'a string of which nothing came'],
  ['{"a":"b', '{"a":"b', false, 'a string has begun'],
  ['{"a":""', '{', false, 'an empty string, or a quote inside another'],
  ['{"a":"",', '{"a":""', false, 'an empty string'],
  ['{"a":"b\\', '{"a":"b', false, 'half an escape'],
  ['{"a":"b\\u00e', '{"a":"b', false, 'half a longer escape'],
  ['{"a":"b\\u00e9', '{"a":"b\\u00e9', false, 'an escape'],
  ['{"a":"\\ud83d', '{', false, 'half a pair'],
  ['{"a":"\\ud83d\\ude00', '{"a":"\\ud83d\\ude00', false, 'a pair'],
  ['{"a":"\ud83d', '{', false, 'half a character'],
  ['{"a":"\ud83d\ude00', '{"a":"\ud83d\ude00', false, 'a character'],
  ['{"a":"b"', '{"a":"b', false, 'the quote may turn out to stand inside the string'],
  ['{"a":"b" ', '{"a":"b', false, 'so may the space'],
  ['{"a":"b",', '{"a":"b"', false, 'the comma may be one too many'],
  ['{"a":"b"}', '{"a":"b"}', false, 'closed'],
  ['{"a":"b"}\n', '{"a":"b"}', false, 'white space at the end may stand before prose'],
  ['[1', '[', false, 'a number may go on'],
  ['[1,', '[1', false, 'a number came whole'],
  ['[-1.5e+3]', '[-1.5e+3]', false, 'a long number'],
  ['[tru', '[', false, 'half a word'],
  ['[true,{"b":[', '[true,{"b":[', false, 'brackets in brackets'],
  ['Sure: {"a":1}', '', true, 'prose'],
  ['"a"', '', true, 'no object, no list'],
  ['```json\n{"a":1}', '', true, 'a fence'],
  ['{"a":1,}', '{"a":1', true, 'a comma too many'],
  ['{"a":"b\nc"}', '{"a":"b', true, 'a newline in a string'],
  ['{"a":"b\\xc"}', '{"a":"b', true, 'an escape that JSON has not'],
  ['{"a":"b" c', '{"a":"b', true, 'a quote in a string'],
  ["{'a':1}", '{', true, 'Python'],
  ['[01,', '[', true, 'a number that JSON has not'],
  ['[True,', '[', true, 'a word that JSON has not'],
  ['{"a" "b"', '{', true, 'a colon forgotten'],
  ['[1 2]', '[', true, 'a comma forgotten'],
  ['{"a":[1}', '{"a":[', true, 'the wrong bracket'],
  ['{"a":1} {', '{"a":1}', true, 'something behind it'],
];
test.each(rows)('of %j, %j is certain: broken is %s, %s', (text, certain, broken) => {
  const prefix = follow(text);
  expect(text.slice(0, prefix.certain)).toBe(certain);
  expect(prefix.broken).toBe(broken);
});

const piece = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '{"a":',
    '"b"',
    '1',
    '-',
    '.5',
    'e1',
    'true',
    'nul',
    ' ',
    '\n',
    '\\',
    '\\n',
    '\\u00',
    'e9',
    '\\ud83d',
    '\ud83d',
    '\ude00',
    'x',
  ],
);
const text = fc.oneof(
  fc.json(),
  fc.array(piece, { maxLength: 20 }).map((pieces) => `{"a":[${pieces.join('')}`),
  fc.tuple(fc.json(), piece, fc.nat()).map(([json, odd, at]) => {
    const index = at % (json.length + 1);
    return json.slice(0, index) + odd + json.slice(index);
  }),
);

test('however a text is split, the same of it is certain', () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(7)), (whole, sizes) => {
      const inPieces = new JsonPrefix();
      let rest = whole;
      for (const size of sizes) {
        inPieces.push(rest.slice(0, size));
        rest = rest.slice(size);
      }
      inPieces.push(rest);
      const { certain, broken } = follow(whole);
      expect({ certain: inPieces.certain, broken: inPieces.broken }).toEqual({ certain, broken });
    }),
    { numRuns: 2000 },
  );
});

test('what is not broken can be closed, and what is certain is kept then', () => {
  fc.assert(
    fc.property(text, (whole) => {
      const { certain, broken } = follow(whole);
      fc.pre(!broken && certain > 0);
      const json = closeJson(whole, whole.search(/\S/), 100);
      expect(json).not.toBeNull();
      const closed = json !== null && 'closed' in json ? json.closed : whole.trim();
      expect(() => JSON.parse(closed ?? '')).not.toThrow();
      expect(closed?.startsWith(whole.slice(0, certain).trim())).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('what is certain stays so, and valid JSON is certain to its last bracket', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      fc.pre(/^[{[]/.test(json));
      const prefix = new JsonPrefix();
      let before = 0;
      for (const character of json) {
        prefix.push(character);
        expect(prefix.certain).toBeGreaterThanOrEqual(before);
        before = prefix.certain;
      }
      expect(prefix).toMatchObject({ broken: false, certain: json.length });
    }),
  );
});
