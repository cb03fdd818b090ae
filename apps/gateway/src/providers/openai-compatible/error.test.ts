import { describe, expect, test } from 'vitest';
import { chatStream, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { openaiCompatible } from './index.ts';

describe('errors', () => {
  const given: [what: string, status: number, body: unknown, code: string][] = [
    [
      'Azure refuses content',
      400,
      { error: { code: 'content_filter', message: '…', innererror: {} } },
      'content_policy_violation',
    ],
    [
      'OpenRouter moderates',
      403,
      { error: { code: 403, message: 'Your input was flagged' } },
      'content_policy_violation',
    ],
    [
      'xAI refuses content',
      403,
      { code: 'forbidden', error: 'Content violates usage guidelines.' },
      'content_policy_violation',
    ],
    [
      'DeepSeek refuses content',
      400,
      { error: { message: 'Content Exists Risk' } },
      'content_policy_violation',
    ],
    [
      'Alibaba refuses content',
      400,
      { error: { code: 'data_inspection_failed' } },
      'content_policy_violation',
    ],
    ['Zhipu refuses content', 400, { error: { code: '1301', message: '…' } }, 'content_policy_violation'],
    ['a prompt is too long', 400, { error: { code: 'context_length_exceeded' } }, 'context_length_exceeded'],
    [
      'a prompt is too long for Mistral',
      400,
      {
        object: 'error',
        message: 'Prompt contains 9 tokens, too large for model with 8 maximum context length',
      },
      'context_length_exceeded',
    ],
    ['an account is empty', 402, { error: { message: 'Insufficient Balance' } }, 'upstream_auth_failed'],
    ['a key is refused', 403, { error: { message: 'No access' } }, 'upstream_auth_failed'],
    [
      'a field is refused',
      422,
      { object: 'error', message: { detail: [{ type: 'extra_forbidden' }] } },
      'upstream_invalid_request',
    ],
    ['too many requests', 429, 'slow down', 'upstream_rate_limited'],
    ['Groq is full', 498, {}, 'upstream_overloaded'],
    ['OpenRouter waited in vain', 524, null, 'upstream_timeout'],
  ];
  test.each(given)('%s', (_what, status, body, code) => {
    expect(openaiCompatible.error(status, {}, body)).toMatchObject({ code, status });
  });

  const inside: [what: string, body: object, code: string][] = [
    ['a number', { error: { code: 429, message: '…' } }, 'upstream_rate_limited'],
    ['a number in a string', { error: { code: '503', message: '…' } }, 'upstream_overloaded'],
    ['a word', { error: { type: 'rate_limit_exceeded' } }, 'upstream_rate_limited'],
    ['a sentence for an error', { error: 'The server is overloaded.' }, 'upstream_overloaded'],
    ['nothing that is known', { error: { message: 'oops' } }, 'upstream_error'],
    [
      'Mistral’s own shape',
      { object: 'error', type: 'invalid_request_error', message: '…' },
      'upstream_invalid_request',
    ],
    [
      'MiniMax’s own shape',
      { base_resp: { status_code: 1027, status_msg: '…' }, choices: null },
      'content_policy_violation',
    ],
    [
      'Groq’s word on why it stopped early',
      {
        choices: [{ index: 0, delta: {}, message: {}, finish_reason: 'stop' }],
        x_groq: { error: 'over_capacity' },
      },
      'upstream_overloaded',
    ],
    [
      'an error inside a choice',
      { choices: [{ error: { code: 502, message: '…' }, finish_reason: 'error' }] },
      'upstream_error',
    ],
  ];
  test.each(inside)('inside a 200 by %s', async (_what, body, code) => {
    expect(toldByWhole(openaiCompatible, body).failure).toBe(code);
    const told = await toldByStream(openaiCompatible, chatStream([body]));
    expect(told.failure).toBe(code);
  });

  test('never carry the provider’s own words', () => {
    const { cause: _forTheLog, ...failure } = openaiCompatible.error(
      400,
      {},
      {
        error: { message: 'the secret', param: 'a sentence with the secret' },
      },
    );
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  test('an answer that is fine in spite of base_resp is read', () => {
    const body = {
      choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }],
      base_resp: { status_code: 0 },
    };
    expect(toldByWhole(openaiCompatible, body)).toMatchObject({ text: 'Hi', failure: null });
  });
});
