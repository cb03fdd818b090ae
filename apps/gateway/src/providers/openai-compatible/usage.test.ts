import { describe, expect, test } from 'vitest';
import { chatStream, toldByStream } from '../../../test/support/told-by-adapter.ts';
import type { ReportedUsage } from '../reported-usage.ts';
import { openaiCompatible } from './index.ts';
import { readReport, readUsage } from './usage.ts';

const usage = { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 };

describe('usage of a stream', () => {
  const text = { id: 'a', choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }] };
  const end = { id: 'a', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
  const places: [where: string, events: object[]][] = [
    ['in the last chunk with content', [text, { ...end, usage }]],
    ['in a chunk of its own after the finish reason', [text, end, { id: 'a', choices: [], usage }]],
    ['in x_groq', [text, { ...end, x_groq: { id: 'r', usage } }]],
    ['in the choice', [text, { id: 'a', choices: [{ index: 0, delta: {}, finish_reason: 'stop', usage }] }]],
    [
      'in every chunk, growing',
      [
        { ...text, usage: { ...usage, completion_tokens: 1 } },
        { ...end, usage },
      ],
    ],
  ];
  test.each(places)('%s', async (_where, events) => {
    const told = await toldByStream(openaiCompatible, chatStream(events));
    expect(told).toMatchObject({ text: 'Hi', finish: 'stop', usage, failure: null });
  });

  test('that never comes is unknown, and not zero', async () => {
    expect(
      (await toldByStream(openaiCompatible, chatStream([text, { ...end, usage: null }]))).usage,
    ).toBeNull();
  });

  test('stays known when the stream breaks after it', async () => {
    const told = await toldByStream(openaiCompatible, chatStream([{ ...text, usage }], ''));
    expect(told).toMatchObject({ usage, failure: 'upstream_stream_interrupted' });
  });
});

describe('usage', () => {
  const given: [what: string, wire: object, want: object | null][] = [
    [
      'OpenAI: cached tokens inside the details',
      { ...usage, prompt_tokens_details: { cached_tokens: 3 } },
      { prompt_tokens: 10, prompt_tokens_details: { cached_tokens: 3 } },
    ],
    [
      'DeepSeek: cached tokens as cache hits',
      { ...usage, prompt_cache_hit_tokens: 3 },
      { prompt_tokens_details: { cached_tokens: 3 } },
    ],
    [
      'Moonshot: cached tokens at the top',
      { ...usage, cached_tokens: 3 },
      { prompt_tokens_details: { cached_tokens: 3 } },
    ],
    [
      'xAI: reasoning beside the completion goes inside',
      {
        prompt_tokens: 12,
        completion_tokens: 1,
        total_tokens: 303,
        completion_tokens_details: { reasoning_tokens: 290 },
      },
      { completion_tokens: 291, total_tokens: 303, reasoning_tokens: 290 },
    ],
    [
      'reasoning inside the completion stays as it is',
      {
        prompt_tokens: 10,
        completion_tokens: 8,
        total_tokens: 18,
        completion_tokens_details: { reasoning_tokens: 8 },
      },
      { completion_tokens: 8, total_tokens: 18, reasoning_tokens: 8 },
    ],
    [
      'the total is ours, whatever the provider adds up',
      { ...usage, total_tokens: 99 },
      { total_tokens: 14 },
    ],
    ['a negative count can not be true', { ...usage, completion_tokens: -1 }, null],
    ['more cached than there was can not be true', { ...usage, cached_tokens: 11 }, null],
    [
      'more reasoning than was generated can not be true',
      { ...usage, completion_tokens_details: { reasoning_tokens: 5 } },
      null,
    ],
    ['a fraction of a token can not be true', { ...usage, prompt_tokens: 1.5 }, null],
    ['half of it is none', { prompt_tokens: 10 }, null],
  ];
  test.each(given)('%s', (_what, wire, want) => {
    if (want === null) expect(readUsage(wire)).toBeNull();
    else expect(readUsage(wire)).toMatchObject(want);
  });

  test('says nothing of what the provider left out', () => {
    expect(readUsage(usage)).toEqual({ ...usage, prompt_tokens_details: {}, completion_tokens_details: {} });
  });
});

describe('what is charged besides tokens', () => {
  const cases: [what: string, body: object, want: ReportedUsage | null][] = [
    ['Perplexity: queries', { usage: { ...usage, num_search_queries: 2 } }, { web_searches: 2 }],
    [
      'OpenRouter: requests',
      { usage: { ...usage, server_tool_use: { web_search_requests: 1 } } },
      { web_searches: 1 },
    ],
    [
      'xAI: calls, and not the sources that they found',
      { usage: { ...usage, server_side_tool_usage_details: { web_search_calls: 3 }, num_sources_used: 9 } },
      { web_searches: 3 },
    ],
    [
      'xAI: sources alone have no price of ours',
      { usage: { ...usage, num_sources_used: 5 } },
      { unpriced: ['search_sources'] },
    ],
    [
      'Perplexity: more to read costs more than the price of the request',
      { usage: { ...usage, search_context_size: 'high' } },
      { unpriced: ['search_context_size:high'] },
    ],
    [
      'Perplexity: citations',
      { usage: { ...usage, citation_tokens: 700 } },
      { unpriced: ['citation_tokens'] },
    ],
    [
      'sound that may have been cached',
      { usage: { ...usage, prompt_tokens_details: { audio_tokens: 3, cached_tokens: 2 } } },
      { unpriced: ['cached_audio_tokens'] },
    ],
    ['a tier, told beside the usage', { usage, service_tier: 'flex' }, { unpriced: ['service_tier:flex'] }],
    [
      'a tier, also where no usage comes',
      { service_tier: 'priority' },
      { unpriced: ['service_tier:priority'] },
    ],
    ['the standard tier has its price', { service_tier: 'default' }, null],
    [
      'counts that can not be true',
      { usage: { ...usage, prompt_tokens: -1 } },
      { anomalies: ['unreadable'] },
    ],
    ['no counts', { usage: null }, null],
  ];
  test.each(cases)('%s', (_what, body, want) => {
    if (want === null) expect(readReport({ ...body })).toBeNull();
    else expect(readReport({ ...body })).toMatchObject(want);
  });

  test('where every answer is searched for, one that is not counted is one', () => {
    expect(readReport({ usage }, { alwaysSearches: true })).toMatchObject({ web_searches: 1 });
    const counted = { usage: { ...usage, num_search_queries: 4 } };
    expect(readReport(counted, { alwaysSearches: true })).toMatchObject({ web_searches: 4 });
  });
});
