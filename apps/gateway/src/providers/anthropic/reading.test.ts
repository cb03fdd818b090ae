// Answers, whole and as streams: whole, byte by byte, and cut after every event.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { joinDetails } from '../../../test/support/join-details.ts';
import { callOf, type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { anthropic } from './index.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const eventsOf = (stream: string) => stream.split(/(?<=\n\n)/);
const together = (told: Told): Told => ({ ...told, details: joinDetails(told.details) });

const format = 'anthropic-claude-v1';
const search = {
  type: 'server_tool_use',
  id: 'srvtoolu_fixture',
  name: 'web_search',
  input: { query: 'new bridge in Oslo' },
};

const cases: [name: string, want: Partial<Told>][] = [
  [
    'text',
    {
      text: 'Grüße aus Zürich 🏔️, bis bald.',
      finish: 'stop',
      usage: {
        prompt_tokens: 1521,
        completion_tokens: 9,
        total_tokens: 1530,
        prompt_tokens_details: { cached_tokens: 1200, cache_write_tokens: 300 },
        completion_tokens_details: {},
      },
    },
  ],
  [
    'tools',
    {
      text: 'I look both up.',
      reasoning: 'Two cities. The clock as well.Now the time.',
      details: [
        {
          type: 'reasoning.text',
          text: 'Two cities. The clock as well.',
          signature: 'c2lnbmVkLTE=',
          id: 'thinking@0.0',
          format,
          index: 0,
        },
        { type: 'reasoning.encrypted', data: 'cmVkYWN0ZWQ=', id: 'redacted@0.0', format, index: 1 },
        {
          type: 'reasoning.text',
          text: '',
          signature: 'c2lnbmVkLTI=',
          id: 'thinking@15.0',
          format,
          index: 2,
        },
        {
          type: 'reasoning.text',
          text: 'Now the time.',
          signature: 'c2lnbmVkLTM=',
          id: 'thinking@15.1',
          format,
          index: 3,
        },
      ],
      calls: ['get_weather{"city":"Zürich","days":2}', 'get_time{}'],
      callIds: ['toolu_fixture_1', 'toolu_fixture_2'],
      finish: 'tool_calls',
      usage: {
        prompt_tokens: 400,
        completion_tokens: 120,
        total_tokens: 520,
        reasoning_tokens: 70,
        prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 70 },
        unpriced: ['service_tier:priority'],
      },
    },
  ],
  [
    'search',
    {
      text: 'Let me see. Yes: the bridge opened in May.',
      details: [
        { type: 'reasoning.encrypted', data: JSON.stringify(search), id: 'served@12.0', format, index: 0 },
        {
          type: 'reasoning.encrypted',
          data: expect.stringContaining('ZW5jcnlwdGVkLTI='),
          id: 'served@12.0',
          format,
          index: 1,
        },
      ],
      sources: [
        {
          url: 'https://example.com/bridges',
          title: 'Bridges of Oslo',
          start_index: 17,
          end_index: 41,
          content: 'The bridge opened in May.',
        },
        {
          url: 'https://example.com/news',
          title: 'https://example.com/news',
          start_index: 17,
          end_index: 41,
          content: 'Opened in May, says the city.',
        },
      ],
      finish: 'stop',
      usage: {
        prompt_tokens: 900,
        completion_tokens: 60,
        total_tokens: 960,
        prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
        completion_tokens_details: {},
        web_searches: 2,
      },
    },
  ],
  [
    'refusal',
    {
      finish: 'content_filter',
      usage: {
        prompt_tokens: 18,
        completion_tokens: 4,
        total_tokens: 22,
        prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
        completion_tokens_details: {},
      },
    },
  ],
];

const nothing: Told = {
  text: '',
  reasoning: '',
  details: [],
  calls: [],
  callIds: [],
  sources: [],
  refusal: '',
  finish: null,
  usage: null,
  failure: null,
};

describe.each(cases)('%s', (name, want) => {
  test('is read whole', () => {
    expect(toldByWhole(anthropic, JSON.parse(read(`${name}.response.json`)))).toEqual({
      ...nothing,
      ...want,
    });
  });

  test.each([1, 2, 13, 1e9])('is read as a stream in pieces of %d bytes', async (pieceBytes) => {
    const told = await toldByStream(anthropic, read(`${name}.response.sse`), pieceBytes);
    expect(together(told)).toEqual({ ...nothing, ...want });
  });

  test('never looks whole when it was cut', async () => {
    const events = eventsOf(read(`${name}.response.sse`));
    for (let count = 0; count < events.length; count++) {
      const told = await toldByStream(anthropic, events.slice(0, count).join(''));
      expect({ count, failure: told.failure, finish: told.finish }).toEqual({
        count,
        failure: 'upstream_stream_interrupted',
        finish: null,
      });
    }
  });
});

test('an id and a class of service are taken over', () => {
  const read1 = anthropic.response(JSON.parse(read('tools.response.json')), callOf());
  expect(read1).toMatchObject({
    answer: {
      id: 'msg_fixture_tools',
      created: 0,
      service_tier: 'priority',
      model: 'some-provider/some-model',
    },
  });
});
