import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { openai } from '../openai/index.ts';
import { openaiResponses } from './index.ts';

const cutShort: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/cut-short.response.json'), 'utf8'),
);

describe('errors', () => {
  const failed = (error: object) => ({ ...Object(cutShort), status: 'failed', error });
  const rows: [what: string, error: object, code: string][] = [
    ['a fault of the server', { code: 'server_error', message: '…' }, 'upstream_error'],
    ['too many requests', { code: 'rate_limit_exceeded', message: '…' }, 'upstream_rate_limited'],
    ['an image that is none', { code: 'invalid_base64_image', message: '…' }, 'upstream_invalid_request'],
    ['an image that is refused', { code: 'image_content_policy_violation' }, 'content_policy_violation'],
    [
      'a prompt that is flagged',
      { code: 'invalid_prompt', message: 'It was flagged.' },
      'content_policy_violation',
    ],
  ];
  test.each(rows)('%s', async (_what, error, code) => {
    expect(toldByWhole(openaiResponses, failed(error)).failure).toBe(code);
    for (const event of [
      { type: 'response.failed', response: failed(error) },
      { type: 'error', ...error },
      { type: 'error', error },
    ]) {
      const told = await toldByStream(openaiResponses, `data: ${JSON.stringify(event)}\n\n`);
      expect(told.failure).toBe(code);
    }
  });

  const params: [wire: string, caller: string | null][] = [
    ['input[0].content[0].image_url', 'messages'],
    ['text.format.schema', 'response_format'],
    ['text.verbosity', 'verbosity'],
    ['tools[0].parameters', 'tools'],
    ['tools[0].function.name', 'tools[0].function.name'],
    ['max_output_tokens', null],
    ['reasoning.effort', null],
    ['reasoning.summary', 'reasoning.summary'],
    ['temperature', 'temperature'],
  ];
  test.each(params)('a refusal of %s is one of %s to the caller', (param, name) => {
    for (const { error } of [openaiResponses, openai])
      expect(error(400, {}, { error: { message: '…', param } }).param).toBe(name);
  });

  test.each([['in_progress'], ['queued'], ['cancelled'], [undefined]])(
    'an answer that is %s is none',
    (status) => {
      const told = toldByWhole(openaiResponses, { ...Object(cutShort), status });
      expect(told.failure).toBe('upstream_invalid_response');
    },
  );

  test('the content filter ends an answer', () => {
    const body = { ...Object(cutShort), incomplete_details: { reason: 'content_filter' } };
    expect(toldByWhole(openaiResponses, body).finish).toBe('content_filter');
  });
});
