import type { ChatChunk, ChatCompletionRequest, ChunkChoice, ChunkDelta } from '@parley/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProviderAnswer } from '../providers/adapter.ts';
import { heal, healStream } from './heal.ts';

const asking: ChatCompletionRequest = {
  model: 'acme/m1',
  messages: [{ role: 'user', content: 'JSON, please.' }],
  plugins: [{ id: 'response-healing' }],
  response_format: { type: 'json_object' },
};

const chunk = (choice: Partial<ChunkChoice>): ChatChunk => ({
  id: 'a',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'acme/m1',
  system_fingerprint: 'fp',
  choices: [{ index: 0, delta: {}, finish_reason: null, ...choice }],
});
const delta = (fields: ChunkDelta, index = 0) => chunk({ index, delta: fields });
const text = (content: string, index = 0) => delta({ content }, index);
const began = (index = 0) => delta({ role: 'assistant', content: '' }, index);
const finish = (finish_reason: ChunkChoice['finish_reason'] = 'stop', index = 0) =>
  chunk({ index, finish_reason });

async function* one(...batches: ChatChunk[][]) {
  for (const batch of batches) yield batch;
}

/** The batches that go out, and the report. */
async function run(batches: AsyncIterable<ChatChunk[]>, request = asking) {
  const healed = healStream(batches, request);
  const sent: ChatChunk[][] = [];
  for await (const batch of healed.batches) sent.push(batch);
  return { sent, report: healed.plugins()['response-healing'] };
}

const contentOf = (sent: ChatChunk[][], index = 0) =>
  sent
    .flat()
    .flatMap(({ choices }) => choices)
    .map((choice) => (choice.index === index ? (choice.delta.content ?? '') : ''))
    .join('');

test('JSON passes chunk by chunk, as soon as it can not be otherwise', async () => {
  const pieces = ['{"', 'city', '": "Ky', 'oto", "n', '": 1', '2, "l": [', ']', '}'];
  const { sent, report } = await run(one([began()], ...pieces.map((piece) => [text(piece)]), [finish()]));
  expect(sent.map((batch) => contentOf([batch]))).toEqual([
    '',
    '{',
    '"city": "Ky',
    'oto"',
    ', "n": 12, "l": [',
    ']',
    '}',
    '',
  ]);
  expect(report).toEqual({ applied: false, methods: [] });
});

const rows: [why: string, pieces: string[], want: string[], report: object][] = [
  [
    'a fence and prose are held back, and what they held is sent at the end',
    ['Sure:\n``', '`json\n{"a"', ': 1}\n```'],
    ['{"a": 1}'],
    { applied: true, methods: ['markdown_extraction'] },
  ],
  [
    'prose behind the JSON is not sent',
    ['{"a": 1}', '\n\nHope', ' this helps!'],
    ['{"a": 1}'],
    { applied: true, methods: ['mixed_content_extraction'] },
  ],
  [
    'what is cut is closed',
    ['{"a": "b', ' c", "d": ["e", 12'],
    ['{"a": "b', ' c", "d": ["e"', ']}'],
    { applied: true, methods: ['truncation_completion'] },
  ],
  [
    'what is broken is mended from there on',
    ['{"a": "b", ', "c: 'd', ", 'e: True,}'],
    ['{"a": "b"', ', "c": \'d\', "e": true}'.replaceAll("'", '"')],
    { applied: true, methods: ['syntax_fix'] },
  ],
  [
    'what can not be mended comes as it came',
    ['I am ', 'sorry.'],
    ['I am sorry.'],
    { applied: false, methods: [], note: expect.stringContaining('no JSON') },
  ],
  [
    'what was passed on already is not contradicted',
    ['{"a": "b, ', '"c": "d"}'],
    ['{"a": "b, ', '"c": "d"}'],
    { applied: false, methods: [], note: expect.stringContaining('already') },
  ],
];
test.each(rows)('%s', async (_why, pieces, want, report) => {
  const outcome = await run(one([began()], ...pieces.map((piece) => [text(piece)]), [finish('length')]));
  expect(outcome.sent.map((batch) => contentOf([batch])).filter((sent) => sent !== '')).toEqual(want);
  expect(outcome.report).toEqual(report);
  expect(outcome.sent.at(-1)?.at(-1)).toEqual(finish('length'));
});

test('everything else passes untouched and in order, and the finish reason comes last', async () => {
  const call = delta({
    tool_calls: [{ index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '' } }],
  });
  const held = chunk({ delta: { content: 'So: ' }, logprobs: { content: [], refusal: null } });
  const { sent } = await run(
    one(
      [delta({ role: 'assistant', content: 'Well' }), delta({ reasoning: 'hm' })],
      [held, call],
      [text('{"a": 1}'), finish()],
    ),
  );
  expect(sent.flat()).toEqual([
    began(),
    delta({ reasoning: 'hm' }),
    { ...held, choices: [{ ...held.choices[0], delta: { content: '' } }] },
    call,
    text('{"a": 1}'),
    finish(),
  ]);
});

test('what is said beside tool calls is sent at their end as it came, and not mended', async () => {
  const { sent, report } = await run(one([began(), text('Looking: {')], [finish('tool_calls')]));
  expect(sent.flat()).toEqual([began(), text('Looking: {'), finish('tool_calls')]);
  expect(report).toEqual({ applied: false, methods: [] });
});

test('each choice of several is mended by itself', async () => {
  const { sent, report } = await run(
    one(
      [began(), began(1), text('{"a": "b'), text('```{"c": 1}```', 1)],
      [finish('length')],
      [text('', 1), finish('stop', 1)],
    ),
    { ...asking, n: 2 },
  );
  expect([contentOf(sent), contentOf(sent, 1)]).toEqual(['{"a": "b"}', '{"c": 1}']);
  expect(report).toEqual({ applied: true, methods: ['markdown_extraction', 'truncation_completion'] });
});

test('a stream that broke is not mended: what was held back comes as it came, then the error', async () => {
  async function* broken() {
    yield [began(), text('{"a": "b", "c'), text('Well: {', 1)];
    throw new Error('cut');
  }
  const sent: ChatChunk[][] = [];
  const reading = (async () => {
    for await (const batch of healStream(broken(), asking).batches) sent.push(batch);
  })();
  await expect(reading).rejects.toThrow('cut');
  expect([contentOf(sent), contentOf(sent, 1)]).toEqual(['{"a": "b", "c', 'Well: {']);
});

test('of a text that is too long nothing more is held back', async () => {
  const long = 'x'.repeat(999_990);
  const { sent, report } = await run(
    one([began(), text('Well: ')], [text(long)], [text('more')], [text('!')], [finish()]),
  );
  expect(sent.map((batch) => contentOf([batch]).length)).toEqual([0, 1_000_001, 0]);
  expect(report).toEqual({ applied: false, methods: [], note: expect.stringContaining('1000000') });
});

describe('where healing was not asked for', () => {
  test('the stream is the same object: it costs nothing', () => {
    const batches = one([text('{')]);
    const healed = healStream(batches, { ...asking, plugins: [{ id: 'response-healing', enabled: false }] });
    expect(healed.batches).toBe(batches);
    expect(healed.plugins()).toEqual({});
  });

  test('or no JSON was, the stream is the same, and the report says why', () => {
    const batches = one([text('{')]);
    const healed = healStream(batches, { ...asking, response_format: null });
    expect(healed.batches).toBe(batches);
    expect(healed.plugins()).toEqual({
      'response-healing': { applied: false, methods: [], note: 'No JSON was asked for.' },
    });
  });
});

const json = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  .map((value) => JSON.stringify(value));
const broken = fc.oneof(
  json,
  json.map((whole) => `Sure:\n\`\`\`json\n${whole}\n\`\`\`\nOK?`),
  json.map((whole) => `${whole}\n\nThat's it.`),
  json.map((whole) => whole.replaceAll('"', "'")),
  json.map((whole) => whole.replace(/}$/, ',}')),
  json.map((whole) => whole.replace(',', ' ')),
  fc.tuple(json, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1))),
  fc.tuple(json, fc.nat(), fc.constantFrom('"', "'", '\n', '{', '}', ',', '\\')).map(([whole, at, odd]) => {
    const index = at % (whole.length + 1);
    return whole.slice(0, index) + odd + whole.slice(index);
  }),
);

test('however a text is split, its stream says what the whole answer would, or what came', async () => {
  let applied = 0;
  let contradicted = 0;
  const sameAsWhole = fc.asyncProperty(
    broken,
    fc.array(fc.integer({ min: 1, max: 9 })),
    async (content, sizes) => {
      const answer: ProviderAnswer = {
        id: 'a',
        object: 'chat.completion',
        created: 1,
        model: 'acme/m1',
        usage: null,
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content, refusal: null },
            logprobs: null,
            finish_reason: 'length',
          },
        ],
      };
      const whole = heal(answer, asking);
      const pieces: ChatChunk[][] = [];
      let start = 0;
      for (const size of [...sizes, content.length]) {
        if (start < content.length) pieces.push([text(content.slice(start, start + size))]);
        start += size;
      }
      const { sent, report } = await run(one([began()], ...pieces, [finish('length')]));
      if (report?.note?.includes('already')) {
        contradicted++;
        expect(contentOf(sent)).toBe(content);
        return;
      }
      if (report?.applied) applied++;
      expect(contentOf(sent)).toBe(whole.answer.choices[0]?.message.content);
      expect(report).toEqual(
        content === '' ? { applied: false, methods: [] } : whole.plugins['response-healing'],
      );
    },
  );
  await fc.assert(sameAsWhole, { numRuns: 2000 });
  expect(contradicted).toBeLessThan(applied / 20);
});

test('at every point where a text can be split in two', async () => {
  const texts = [
    '```json\n{"a": [1, "b"]}\n```',
    '{"a": "\\ud83d\\ude00", "b": [tru',
    "{'a': 1, 'b': None}",
    '{"a": 1} OK?',
  ];
  for (const content of texts) {
    const { report, sent } = await run(one([text(content)], [finish()]));
    expect(report?.applied).toBe(true);
    for (let point = 1; point < content.length; point++) {
      const split = await run(one([text(content.slice(0, point))], [text(content.slice(point))], [finish()]));
      expect(contentOf(split.sent)).toBe(contentOf(sent));
      expect(split.report).toEqual(report);
    }
  }
});
