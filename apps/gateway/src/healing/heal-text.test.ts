import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCutOf } from '../../test/support/is-cut-of.ts';
import { type HealedText, healText, type Method } from './heal-text.ts';

const healed = (text: string, ...methods: Method[]): HealedText => ({ healed: true, text, methods });

const fenced: Method = 'markdown_extraction';
const mixed: Method = 'mixed_content_extraction';
const syntax: Method = 'syntax_fix';
const cut: Method = 'truncation_completion';

const rows: [given: string, want: string, methods: Method[], why: string][] = [
  ['```json\n{"a": 1}\n```', '{"a": 1}', [fenced], 'a fence'],
  ['Here:\n```\n{"a": 1}\n```\nAnything else?', '{"a": 1}', [fenced], 'a fence in prose'],
  ['```\n[1, 2]\n```', '[1, 2]', [fenced], 'a list where an object was asked for: it is what there is'],
  ['```js\nf({})\n```\n```json\n{"a": 1}\n```', '{"a": 1}', [fenced], 'the second of two fences'],
  ['```json\n{"a": "```js\\nf()\\n```"}\n```', '{"a": "```js\\nf()\\n```"}', [fenced], 'a fence in a string'],
  ['{"a": "```json {} ```"} Bye.', '{"a": "```json {} ```"}', [mixed], 'a fence in a string, prose behind'],
  ['Sure: {"a": "}"} Bye.', '{"a": "}"}', [mixed], 'prose on both sides, a bracket in a string'],
  ['As [1] says, {x} is {"a": 1}', '{"a": 1}', [mixed], 'other brackets in the prose'],
  ['{x} is {"a": 1}', '{"a": 1}', [mixed], 'a bracket of prose at the start'],
  ['[1] says {"a": 1}', '{"a": 1}', [mixed], 'a list at the start that is not all there is'],
  ['See {a: 1} and {"b": 2}.', '{"b": 2}', [mixed], 'one of two that is whole'],
  ['So {a: 1, b: {"c": 2}} it is', '{"a": 1, "b": {"c": 2}}', [mixed, syntax], 'never an inner one alone'],
  ['{"a": "say \\"}\\""} !', '{"a": "say \\"}\\""}', [mixed], 'an escaped quote'],
  ['{"a": 1}{"b": 2}', '{"a": 1}', [mixed], 'the first of two'],
  ['\uFEFF{"a": 1}', '{"a": 1}', [mixed], 'a byte order mark'],
  ["Look: {a: 'x', b: True,} Good?", '{"a": "x", "b": true}', [mixed, syntax], 'Python in prose'],
  ["{'a': 'it\\'s', 'b': None}", '{"a": "it\'s", "b": null}', [syntax], 'Python'],
  ['{"a": 1,}', '{"a": 1}', [syntax], 'a comma too many'],
  ['{"a": 1 "b": 2}', '{"a": 1, "b": 2}', [syntax], 'a comma forgotten'],
  ['{"a": [1, 2, "b"}', '{"a": [1, 2, "b"]}', [syntax], 'a bracket forgotten'],
  ['{"a": "x\ny"}', '{"a": "x\\ny"}', [syntax], 'a newline in a string'],
  ['{"a": "he said "hi" to me"}', '{"a": "he said \\"hi\\" to me"}', [syntax], 'quotes in a string'],
  ['{"a": "b, "c": "d"}', '{"a": "b", "c": "d"}', [syntax], 'a quote forgotten'],
  ['{"a": 1, // one\n "b": 2}', '{"a": 1, \n "b": 2}', [syntax], 'a comment'],
  ['{"n": 12345678901234567890.10,}', '{"n": 12345678901234567890.10}', [syntax], 'a number as it came'],
  ['```json\n{"a": "b c', '{"a": "b c"}', [fenced, cut], 'cut inside its fence'],
  ['```json\n{"a": "b c\n```', '{"a": "b c"}', [fenced, cut], 'not closed inside its fence'],
  ['Well: {"a": [{"b": "c', '{"a": [{"b": "c"}]}', [mixed, cut], 'cut, behind prose'],
  ['{"a": "some te', '{"a": "some te"}', [cut], 'cut inside a string'],
  ['{"a": 1, "b": "', '{"a": 1}', [cut], 'a string of which nothing came'],
  ['{"a": ["", "\\u00', '{"a": [""]}', [cut], 'an empty string that came whole, and one that did not'],
  ['{"a": "b\\', '{"a": "b"}', [cut], 'cut inside an escape'],
  ['{"a": "b\\u00', '{"a": "b"}', [cut], 'cut inside a longer escape'],
  ['{"a": "b\\ud83d', '{"a": "b"}', [cut], 'cut inside a pair'],
  ['{"a": "b\\ud83d\\ude', '{"a": "b"}', [cut], 'cut inside the second half of a pair'],
  ['{"a": "b\ud83d', '{"a": "b"}', [cut], 'cut inside a character'],
  ['{"a": "b\\\\', '{"a": "b\\\\"}', [cut], 'cut behind an escaped backslash'],
  ['{"a": [1, 2', '{"a": [1]}', [cut], 'the 2 may be the beginning of 23'],
  ['{"a": [1, 2 ', '{"a": [1, 2]}', [cut], 'the 2 came whole'],
  ['{"a": 1, "b": tru', '{"a": 1}', [cut], 'half a word'],
  ['{"a": 1, "b": true', '{"a": 1, "b": true}', [cut], 'a whole word'],
  ['{"a": 1, "b": -', '{"a": 1}', [cut], 'a sign'],
  ['{"a": 1, "b":', '{"a": 1}', [cut], 'a key without a value'],
  ['{"a": 1, "b', '{"a": 1}', [cut], 'half a key'],
  ['{"a": 1,', '{"a": 1}', [cut], 'a comma'],
  ['{"a": 1', '{}', [cut], 'the only number'],
  ['{', '{}', [cut], 'a bracket'],
  ['[{"a": 1}, {"b": 2}', '[{"a": 1}, {"b": 2}]', [cut], 'a list, whatever was asked for'],
  ['{"a": "\\d+ and \\\'"}', '{"a": "\\\\d+ and \'"}', [syntax], 'escapes that JSON has not'],
  ['{"a": ["x[y", "{"], b: 1}', '{"a": ["x[y", "{"], "b": 1}', [syntax], 'brackets in strings'],
  ["{'a': 'hello, ", '{"a": "hello, "}', [syntax, cut], 'Python, cut inside a string'],
  ["{'a': [True, Fal", '{"a": [true]}', [syntax, cut], 'Python, cut inside a word'],
  ["{'a': 1, b", '{"a": 1}', [syntax, cut], 'JavaScript, cut inside a key'],
  ['{"a": "x\ny", "b": 1', '{"a": "x\\ny"}', [syntax, cut], 'a newline in a string, and cut'],
];
test.each(rows)('%j becomes %j by %j: %s', (given, want, methods) => {
  expect(healText(given, '{')).toEqual(healed(want, ...methods));
});

test('in prose a list is taken only where the schema asks for one', () => {
  expect(healText('They are [1, 2, 3].', '[')).toEqual(healed('[1, 2, 3]', mixed));
  expect(healText('They are [1, 2, 3].', '{')).toMatchObject({ healed: false });
});

describe('is left as it is', () => {
  const texts: [why: string, text: string][] = [
    ['prose', 'I am sorry, I can not do that.'],
    ['prose with brackets', 'Use {name}, or [see 4], or a: b.'],
    ['prose that begins with a bracket', '{x is nice and so is everything'],
    ['a value', 'The answer is 42'],
    ['a value that would have to be invented', '{"a": , "b": 1}'],
    ['a value that JSON has not', '{"a": undefined}'],
    ['a number that would have to be changed', '{"a": 1., "b": 2}'],
    ['a repair that makes a value of a colon', '{"a": [1, 2, "b": 3}'],
    ['more than is read', `{"a": "${'x'.repeat(1_000_000)}`],
    ['more than is guessed about', `{"a": "${'x'.repeat(32_000)}" "b": 1}`],
    ['more brackets than are followed', `${'['.repeat(101)}1,`],
  ];
  test.each(texts)('%s', (_why, text) => {
    expect(healText(text, '{')).toEqual({ healed: false, note: expect.stringMatching(/\.$/) });
  });
});

const document = fc
  .oneof(
    fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 4 }),
    fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
  )
  // -0 comes back as 0.
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
const written = fc.tuple(document, fc.constantFrom('', ' ', '\t')).map(([value, space]) => ({
  value,
  text: JSON.stringify(value, null, space),
}));
const bracketOf = (text: string) => (text.startsWith('[') ? '[' : '{');

test('valid JSON is never touched', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('', ' ', '\n\t'), (text, space) => {
      expect(healText(space + text + space, '{')).toBeNull();
    }),
  );
});

test('of whatever is cut off, only the end is missing, and nothing is new', () => {
  fc.assert(
    fc.property(written, ({ value, text }) => {
      for (let length = 1; length < text.length; length++) {
        const outcome = healText(text.slice(0, length), bracketOf(text));
        expect(outcome).toMatchObject({ healed: true, methods: [cut] });
        const left: unknown = outcome?.healed ? JSON.parse(outcome.text) : null;
        if (!isCutOf(left, value)) throw new Error(`${text.slice(0, length)} became ${JSON.stringify(left)}`);
      }
    }),
  );
});

const prose = fc.constantFrom('', 'Sure! ', 'As asked:\n\n', 'It is {so}, see [a]: ', "Don't: ");
const behind = fc.constantFrom('', '\n', ' Anything else?', '\n\nIt is {so}, see [1].', '\nThat\'s "it".');
const fences: fc.Arbitrary<[string, string]> = fc.constantFrom(
  ['', ''],
  ['```json\n', '\n```'],
  ['```\n', '\n```'],
  ['```', '```'],
);

test('what stands around it changes nothing', () => {
  fc.assert(
    fc.property(written, prose, behind, fences, ({ text }, before, after, [open, close]) => {
      fc.pre(text.length > 2);
      const outcome = healText(before + open + text + close + after, bracketOf(text));
      if (outcome !== null) expect(outcome).toMatchObject({ healed: true, text });
    }),
  );
});

/** As Python prints it. */
function python(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${python(key)}: ${python(inner)}`)
    .join(', ')}}`;
}

test('Python is read as what it says; cut, nothing in it is new', () => {
  fc.assert(
    fc.property(document, fc.double({ min: 0, max: 1, noNaN: true }), (value, share) => {
      const text = python(value);
      const whole = healText(text, bracketOf(text));
      expect(JSON.parse(whole?.healed ? whole.text : text)).toEqual(value);
      const part = text.slice(0, 1 + Math.floor(text.length * share));
      const outcome = healText(part, bracketOf(text));
      const left: unknown = JSON.parse(outcome?.healed ? outcome.text : part);
      if (!isCutOf(left, value)) throw new Error(`${part} became ${JSON.stringify(left)}`);
    }),
    { numRuns: 1000 },
  );
});

test('a comma that was forgotten is put in where it was, or nowhere', () => {
  fc.assert(
    fc.property(document, fc.nat(), (value, pick) => {
      const text = JSON.stringify(value, null, 1);
      const commas = [...text.matchAll(/,\n/g)];
      fc.pre(commas.length > 0);
      const { index } = commas[pick % commas.length] ?? { index: 0 };
      const outcome = healText(text.slice(0, index) + text.slice(index + 1), bracketOf(text));
      if (outcome?.healed) expect(JSON.parse(outcome.text)).toEqual(value);
    }),
    { numRuns: 1000 },
  );
});

test('whatever the text, the outcome is an object or a list, or nothing', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    '\\',
    '```',
    ' ',
    '\n',
    'a',
    '1',
    'true',
    '/*',
    '//',
    '\\u12',
    '\ud83d',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (text) => {
        const outcome = healText(text, '{');
        if (outcome?.healed) expect(JSON.parse(outcome.text)).toBeTypeOf('object');
      },
    ),
    { numRuns: 3000 },
  );
});
