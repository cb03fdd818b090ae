import { describe, expect, test } from 'vitest';
import { type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { google } from './index.ts';

const sse = (...events: unknown[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');

describe('finish reasons', () => {
  const cases: [wire: string, finish: Told['finish'], failure: Told['failure']][] = [
    ['STOP', 'stop', null],
    ['MAX_TOKENS', 'length', null],
    ['SAFETY', 'content_filter', null],
    ['RECITATION', 'content_filter', null],
    ['PROHIBITED_CONTENT', 'content_filter', null],
    ['SPII', 'content_filter', null],
    ['IMAGE_SAFETY', 'content_filter', null],
    ['OTHER', 'content_filter', null],
    ['A_WORD_OF_TOMORROW', 'stop', null],
    ['constructor', 'stop', null],
    ['MALFORMED_FUNCTION_CALL', null, 'upstream_invalid_response'],
    ['UNEXPECTED_TOOL_CALL', null, 'upstream_invalid_response'],
    ['MALFORMED_RESPONSE', null, 'upstream_invalid_response'],
  ];
  test.each(cases)('%s: %s %s', async (finishReason, finish, failure) => {
    const body = { candidates: [{ content: { parts: [{ text: 'So' }] }, finishReason }] };
    expect(toldByWhole(google, body)).toMatchObject({ finish, failure });
    expect(await toldByStream(google, sse(body))).toMatchObject({ finish, failure });
  });
});
