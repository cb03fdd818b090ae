import { describe, expect, test } from 'vitest';
import { toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { google } from './index.ts';

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
