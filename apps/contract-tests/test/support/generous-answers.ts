import type { ServerResponse } from 'node:http';
import { isStream, type UpstreamRequest } from './start-upstream.ts';

const citation = { url: 'https://example.org/a', title: 'A', content: 'Yes.', start_index: 0, end_index: 3 };
const token = { token: 'Yes', logprob: -0.1, bytes: [89, 101, 115] };
const logprob = { ...token, top_logprobs: [token] };
const logprobs = { content: [logprob], refusal: [logprob] };
const reasoning_details = [
  { type: 'reasoning.text', text: 'So.', signature: 'c2ln', id: 'r0', format: 'any-v1', index: 0 },
  { type: 'reasoning.summary', summary: 'So.', id: 'r1', format: 'any-v1', index: 1 },
  { type: 'reasoning.encrypted', data: 'c2VjcmV0', id: 'r2', format: 'any-v1', index: 2 },
];
const said = {
  role: 'assistant',
  content: 'Yes.',
  refusal: 'No.',
  reasoning: 'So.',
  reasoning_details,
  annotations: [{ type: 'url_citation', url_citation: citation }],
  audio: { id: 'audio_1', data: 'AAAA', transcript: 'Yes.', expires_at: 1_767_225_600 },
  images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }],
};
const usage = {
  prompt_tokens: 100,
  completion_tokens: 60,
  total_tokens: 160,
  num_search_queries: 2,
  prompt_tokens_details: {
    cache_write_tokens: 20,
    cache_creation: { ephemeral_1h_input_tokens: 5 },
    audio_tokens: 10,
    image_tokens: 10,
  },
  completion_tokens_details: { reasoning_tokens: 5, audio_tokens: 10, image_tokens: 10 },
};
const head = { id: 'chatcmpl-1', created: 1_767_225_600, model: 'any' };

/** Answers with all that a provider of OpenAI's dialect can say, whole or as a stream; the model `cut` breaks off. */
export function answerWithEverything(request: UpstreamRequest, response: ServerResponse): void {
  if (!isStream(request)) {
    const choices = [{ index: 0, message: said, logprobs, finish_reason: 'stop' }];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...head, object: 'chat.completion', choices, usage }));
    return;
  }
  const event = (choices: object[], more: object = {}) =>
    `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
  response.setHeader('content-type', 'text/event-stream');
  if (JSON.stringify(request.body).includes('"cut"')) {
    const delta = { role: 'assistant', content: 'Ye' };
    response.write(event([{ index: 0, delta, finish_reason: null }]), () => response.destroy());
    return;
  }
  const begin = event([{ index: 0, delta: said, logprobs, finish_reason: null }]);
  const end = event([{ index: 0, delta: {}, finish_reason: 'stop' }]);
  response.end(`${begin}${end}${event([], { usage })}data: [DONE]\n\n`);
}

const rates =
  'input output cached_input cache_write cache_write_1h audio_input audio_output image_input image_output';

/** A price for each part of it. */
export const priceOfEverything = {
  as_of: '2026-01-01',
  ...Object.fromEntries(rates.split(' ').map((part, index) => [part, `${index + 1}.01`])),
  request: '0.001',
  image: '0.02',
  web_search: '0.01',
};
