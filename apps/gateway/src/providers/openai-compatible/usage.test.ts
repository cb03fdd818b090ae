import { describe, expect, test } from 'vitest';
import { chatStream, toldByStream } from '../../../test/support/told-by-adapter.ts';
import { openaiCompatible } from './index.ts';
import { readUsage } from './usage.ts';

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
    ['Perplexity: searches are queries', { ...usage, num_search_queries: 2 }, { web_searches: 2 }],
    ['xAI: searches are sources', { ...usage, num_sources_used: 5 }, { web_searches: 5 }],
    [
      'OpenRouter: searches are requests',
      { ...usage, server_tool_use: { web_search_requests: 1 } },
      { web_searches: 1 },
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
