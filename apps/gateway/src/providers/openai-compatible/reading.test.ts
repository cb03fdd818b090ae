// The oddities of those who speak OpenAI's wire, each read the same whole and as a stream.
import { describe, expect, test } from 'vitest';
import { chatStream, type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { openaiCompatible } from './index.ts';

const usage = { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 };
const source = (url: string, title = url) => ({ url, title, start_index: 0, end_index: 0 });

type Row = {
  what: string;
  message: object;
  /** What stands beside the choices. */
  beside?: object;
  finish?: string;
  want: Partial<Told>;
};

const rows: Row[] = [
  {
    what: 'content may be a list of parts',
    message: {
      content: [
        { type: 'text', text: 'Hel' },
        { type: 'reference', reference_ids: [1] },
        { type: 'text', text: 'lo' },
      ],
    },
    want: { text: 'Hello' },
  },
  {
    what: 'thinking may be parts of the content, whose text is a list or a string',
    message: {
      content: [
        {
          type: 'thinking',
          thinking: [
            { type: 'text', text: 'Hm' },
            { type: 'text', text: 'm' },
          ],
        },
        { type: 'thinking', thinking: '.' },
        { type: 'text', text: 'Yes' },
      ],
    },
    want: { text: 'Yes', reasoning: 'Hmm.' },
  },
  {
    what: 'reasoning may be called reasoning_content',
    message: { content: 'a', reasoning_content: 'b' },
    want: { reasoning: 'b' },
  },
  {
    what: 'reasoning may be called reasoning',
    message: { content: 'a', reasoning: 'b', reasoning_content: '' },
    want: { reasoning: 'b' },
  },
  {
    what: 'reasoning may come by two names, and counts once',
    message: { content: 'a', reasoning: 'b', reasoning_content: 'b' },
    want: { reasoning: 'b' },
  },
  {
    what: 'reasoning may stand only in its details',
    message: { content: 'a', reasoning_details: [{ type: 'reasoning.text', text: 'b', id: 'r', index: 0 }] },
    want: {
      reasoning: 'b',
      details: [{ type: 'reasoning.text', text: 'b', signature: null, id: 'r', format: null, index: 0 }],
    },
  },
  {
    what: 'the arguments of a tool call may be an object',
    message: {
      content: null,
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'add', arguments: { a: 1 } } }],
    },
    finish: 'tool_calls',
    want: { calls: ['add{"a":1}'], callIds: ['c'] },
  },
  {
    what: 'the ids and numbers of tool calls may be missing, and the finish reason may be stop',
    message: {
      tool_calls: [
        { function: { name: 'add', arguments: '{"a":1}' } },
        { function: { name: 'mul', arguments: '{"b":2}' } },
      ],
    },
    want: {
      finish: 'tool_calls',
      calls: ['add{"a":1}', 'mul{"b":2}'],
      callIds: ['call_answer_0', 'call_answer_1'],
    },
  },
  {
    what: 'tool calls of one answer may share an id',
    message: {
      tool_calls: [
        { index: 0, id: 'c', function: { name: 'add', arguments: '{"a":1}' } },
        { index: 1, id: 'c', function: { name: 'add', arguments: '{"a":2}' } },
      ],
    },
    finish: 'tool_calls',
    want: { calls: ['add{"a":1}', 'add{"a":2}'], callIds: ['c', 'call_answer_1'] },
  },
  {
    what: 'tool calls may have the id "null", which is none',
    message: { tool_calls: [{ index: 0, id: 'null', function: { name: 'add', arguments: '{}' } }] },
    finish: 'tool_calls',
    want: { calls: ['add{}'], callIds: ['call_answer_0'] },
  },
  {
    what: 'a tool call may be a function_call of old',
    message: { content: null, function_call: { name: 'add', arguments: '{}' } },
    finish: 'function_call',
    want: { finish: 'tool_calls', calls: ['add{}'] },
  },
  {
    what: 'sources may stand beside the choices as addresses',
    message: { content: 'a' },
    beside: { citations: ['https://a.test', 'https://b.test', 'https://a.test'] },
    want: { sources: [source('https://a.test'), source('https://b.test')] },
  },
  {
    what: 'sources with titles are told once, though their addresses come too',
    message: { content: 'a' },
    beside: {
      citations: ['https://a.test'],
      search_results: [{ url: 'https://a.test', title: 'A', date: null }],
    },
    want: { sources: [source('https://a.test', 'A')] },
  },
  {
    what: 'Zhipu calls an address a link',
    message: { content: 'a' },
    beside: { web_search: [{ link: 'https://a.test', title: 'A' }] },
    want: { sources: [source('https://a.test', 'A')] },
  },
  {
    what: 'a source that the text is annotated with is not told again',
    message: {
      content: 'a',
      annotations: [
        {
          type: 'url_citation',
          url_citation: { url: 'https://a.test', title: 'A', start_index: 0, end_index: 1 },
        },
      ],
    },
    beside: { citations: ['https://a.test'] },
    want: { sources: [{ url: 'https://a.test', title: 'A', start_index: 0, end_index: 1 }] },
  },
  {
    what: 'what was cited of a source comes with it',
    message: {
      content: 'a',
      annotations: [
        { type: 'url_citation', url_citation: { url: 'https://a.test', title: 'A', content: 'So it was.' } },
      ],
    },
    want: {
      sources: [{ url: 'https://a.test', title: 'A', start_index: 0, end_index: 0, content: 'So it was.' }],
    },
  },
  ...Object.entries({
    eos: 'stop',
    stop_sequence: 'stop',
    end_turn: 'stop',
    STOP: 'stop',
    'never heard of': 'stop',
    model_length: 'length',
    max_tokens: 'length',
    sensitive: 'content_filter',
  } as const).map(([finish, ours]) => ({
    what: `the finish reason ${finish} is our ${ours}`,
    message: { content: 'a' },
    finish,
    want: { finish: ours },
  })),
  ...Object.entries({
    error: 'upstream_error',
    insufficient_system_resource: 'upstream_overloaded',
  } as const).map(([finish, failure]) => ({
    what: `the finish reason ${finish} is a failure`,
    message: { content: 'Half an ans' },
    finish,
    want: { failure, finish: null },
  })),
];

const picked = (told: Told, want: Partial<Told>) =>
  Object.fromEntries(Object.entries(told).filter(([name]) => name in want));

describe.each(rows)('$what', ({ message, beside = {}, finish = 'stop', want }) => {
  test('whole', () => {
    const body = { id: 'answer', choices: [{ index: 0, message, finish_reason: finish }], usage, ...beside };
    const told = toldByWhole(openaiCompatible, body);
    expect(picked(told, want)).toEqual(want);
    if (want.failure === undefined) expect(told.failure).toBeNull();
  });

  test('as a stream', async () => {
    const events = [
      {
        id: 'answer',
        choices: [{ index: 0, delta: { role: 'assistant', ...message }, finish_reason: null }],
        ...beside,
      },
      { id: 'answer', choices: [{ index: 0, delta: {}, finish_reason: finish }], usage, ...beside },
    ];
    const { callIds, ...told } = await toldByStream(openaiCompatible, chatStream(events), 1);
    const { callIds: _made, ...expected } = want;
    expect(picked({ callIds, ...told }, expected)).toEqual(expected);
    expect(new Set(callIds).size).toBe(told.calls.length);
    if (want.failure === undefined) expect(told.failure).toBeNull();
  });
});

test('Azure’s word about the prompt, before the first choice, is no answer and no harm', async () => {
  const told = await toldByStream(
    openaiCompatible,
    chatStream([
      { id: '', model: '', created: 0, choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
      {
        id: 'a',
        created: 5,
        choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null, content_filter_results: {} }],
      },
      { id: 'a', created: 5, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    ]),
    1,
  );
  expect(told).toMatchObject({ text: 'Hi', finish: 'stop', failure: null });
});

const finished = (delta: object, finish: string | null) => ({
  id: 'a',
  choices: [{ index: 0, delta, finish_reason: finish }],
});

describe('a finish reason is not the end of a stream', () => {
  test.each([
    ['on every chunk', 'stop', 'stop'],
    ['"null" until the last', 'null', 'stop'],
    ['empty until the last', '', 'stop'],
  ])('%s', async (_what, first, last) => {
    const events = [
      finished({ role: 'assistant', reasoning_content: 'Hm.' }, first),
      finished({ content: 'Hel' }, first),
      finished({ content: 'lo' }, first),
      finished({}, last),
    ];
    expect(await toldByStream(openaiCompatible, chatStream(events))).toMatchObject({
      ...{ reasoning: 'Hm.', text: 'Hello', finish: 'stop', failure: null },
    });
  });

  test('and what was cut behind one that more followed is cut', async () => {
    const events = [finished({ content: 'Hel' }, 'stop'), finished({ content: 'lo' }, null)];
    expect(await toldByStream(openaiCompatible, chatStream(events, ''))).toMatchObject({
      ...{ text: 'Hello', finish: null, failure: 'upstream_stream_interrupted' },
    });
  });
});

test('zeros behind a count are none', async () => {
  const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  const events = [
    finished({ content: 'Hi' }, null),
    { ...finished({}, 'stop'), usage },
    { id: 'a', choices: [], usage: zeros },
  ];
  const told = await toldByStream(openaiCompatible, chatStream(events));
  expect(told.usage).toMatchObject(usage);
});
