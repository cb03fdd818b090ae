import { describe, expect, test } from 'vitest';
import { toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { google } from './index.ts';
import { readReport } from './usage.ts';

const sse = (...events: unknown[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');

describe('usage', () => {
  const cases: [wire: unknown, want: [number, number] | null, why: string][] = [
    [{ promptTokenCount: 5, totalTokenCount: 5 }, [5, 0], 'a zero is left out on this wire'],
    [{ promptTokenCount: 5, thoughtsTokenCount: 7, totalTokenCount: 12 }, [5, 7], 'thoughts and no word'],
    [
      { promptTokenCount: 5, toolUsePromptTokenCount: 20, candidatesTokenCount: 3, totalTokenCount: 28 },
      [25, 3],
      'what tools brought in was read too',
    ],
    [{ promptTokenCount: 5 }, null, 'how much was said is not known'],
    [{ candidatesTokenCount: 5 }, null, 'nor what was asked'],
    [{ promptTokenCount: -1, candidatesTokenCount: 5 }, null, 'no such number'],
    [{ promptTokenCount: 9, totalTokenCount: 5 }, null, 'a part larger than its whole'],
    [
      { promptTokenCount: 5, cachedContentTokenCount: 6, candidatesTokenCount: 1 },
      null,
      'more cached than sent',
    ],
    [undefined, null, 'none'],
  ];
  test.each(cases)('%j is %j: %s', async (usageMetadata, want) => {
    const body = {
      candidates: [{ content: { parts: [{ text: 'So' }] }, finishReason: 'STOP' }],
      usageMetadata,
    };
    for (const { usage } of [toldByWhole(google, body), await toldByStream(google, sse(body))]) {
      expect(usage && [usage.prompt_tokens, usage.completion_tokens]).toEqual(want);
      expect(usage?.total_tokens).toBe(want?.reduce((sum, count) => sum + count));
    }
  });

  test('of a grounded answer that names no queries is one search', () => {
    const body = {
      candidates: [
        {
          content: { parts: [{ text: 'So' }] },
          finishReason: 'STOP',
          groundingMetadata: { groundingChunks: [{ web: { uri: 'https://a.example' } }] },
        },
      ],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1 },
    };
    expect(toldByWhole(google, body).usage?.web_searches).toBe(1);
  });
});

describe('what is charged besides tokens', () => {
  const counts = { promptTokenCount: 9, candidatesTokenCount: 1 };
  const searches: [model: string, body: object, want: number][] = [
    ['gemini-2.5-flash', {}, 1],
    ['gemini-3-flash-preview', {}, 3],
    ['gemini-flash-latest', { modelVersion: 'gemini-2.5-flash' }, 1],
    ['gemini-flash-latest', { modelVersion: 'gemini-3.5-flash' }, 3],
  ];
  test.each(searches)('three queries for %s, answered by %j, are %s searches', (model, body, want) => {
    expect(readReport({ usageMetadata: counts, ...body }, 3, model)?.web_searches).toBe(want);
  });

  const heard = {
    ...counts,
    cachedContentTokenCount: 4,
    promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 5 }],
  };
  const cases: [what: string, usageMetadata: object, want: string[] | undefined][] = [
    ['the standard tier', { ...counts, serviceTier: 'standard', trafficType: 'ON_DEMAND' }, undefined],
    ['flex', { ...counts, serviceTier: 'flex' }, ['service_tier:flex']],
    [
      'bought throughput',
      { ...counts, trafficType: 'PROVISIONED_THROUGHPUT' },
      ['service_tier:provisioned_throughput'],
    ],
    ['sound beside a cache of who knows what', heard, ['cached_audio_tokens']],
    [
      'sound in the cache',
      { ...heard, cacheTokensDetails: [{ modality: 'AUDIO', tokenCount: 1 }] },
      ['cached_audio_tokens'],
    ],
    [
      'sound beside a cache of text',
      { ...heard, cacheTokensDetails: [{ modality: 'TEXT', tokenCount: 4 }] },
      undefined,
    ],
  ];
  test.each(cases)('%s leaves without a price: %j', (_what, usageMetadata, want) => {
    expect(readReport({ usageMetadata }, 0, 'gemini-3-flash-preview')?.unpriced).toEqual(want);
  });
});
