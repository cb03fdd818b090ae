import type { ChatCompletionRequest, UserContentPart } from '@parley/types';
import type { CarriedField } from '../../src/providers/adapter.ts';

type Given = Partial<ChatCompletionRequest>;

const tools: Given = {
  tools: [
    { type: 'function', function: { name: 'add', parameters: { type: 'object', properties: {} } } },
    { type: 'function', function: { name: 'subtract', parameters: { type: 'object', properties: {} } } },
  ],
};

/** For each field that an adapter carries: a value that says something, and what has to stand beside it. */
export const samples: Record<Exclude<CarriedField, 'messages'>, { given: Given; beside?: Given }> = {
  stream: { given: { stream: true } },
  stream_options: { given: { stream_options: { include_usage: true } }, beside: { stream: true } },
  max_tokens: { given: { max_tokens: 777 } },
  max_completion_tokens: { given: { max_completion_tokens: 777 } },
  temperature: { given: { temperature: 0.25 } },
  top_p: { given: { top_p: 0.25 } },
  top_k: { given: { top_k: 7 } },
  min_p: { given: { min_p: 0.25 } },
  top_a: { given: { top_a: 0.25 } },
  frequency_penalty: { given: { frequency_penalty: 0.25 } },
  presence_penalty: { given: { presence_penalty: 0.25 } },
  repetition_penalty: { given: { repetition_penalty: 1.25 } },
  stop: { given: { stop: ['halt'] } },
  seed: { given: { seed: 77 } },
  n: { given: { n: 2 } },
  logit_bias: { given: { logit_bias: { '77': 5 } } },
  logprobs: { given: { logprobs: true } },
  top_logprobs: { given: { top_logprobs: 3 }, beside: { logprobs: true } },
  response_format: { given: { response_format: { type: 'json_object' } } },
  tools: { given: tools },
  tool_choice: { given: { tool_choice: 'required' }, beside: tools },
  parallel_tool_calls: { given: { parallel_tool_calls: false }, beside: tools },
  reasoning_effort: { given: { reasoning_effort: 'high' } },
  reasoning: { given: { reasoning: { effort: 'high' } } },
  include_reasoning: { given: { include_reasoning: false } },
  effort: { given: { effort: 'low' } },
  verbosity: { given: { verbosity: 'low' } },
  web_search: { given: { web_search: true } },
  web_search_options: { given: { web_search_options: { search_context_size: 'low' } } },
  modalities: { given: { modalities: ['text', 'image'] } },
  audio: { given: { audio: { voice: 'canary', format: 'mp3' } } },
  image_config: {
    given: { image_config: { aspect_ratio: '16:9' } },
    beside: { modalities: ['text', 'image'] },
  },
  prediction: { given: { prediction: { type: 'content', content: 'canary' } } },
  store: { given: { store: true } },
  service_tier: { given: { service_tier: 'flex' } },
  user: { given: { user: 'canary' } },
  safety_identifier: { given: { safety_identifier: 'canary' } },
  prompt_cache_key: { given: { prompt_cache_key: 'canary' } },
  prompt_cache_retention: { given: { prompt_cache_retention: '24h' } },
  prompt_cache_options: { given: { prompt_cache_options: { canary: 1 } } },
};

const said = (part: UserContentPart): Given => ({ messages: [{ role: 'user', content: [hello, part] }] });
const hello = { type: 'text' as const, text: 'Hello' };
const cache_control = { type: 'ephemeral' as const };
const detail = { type: 'reasoning.text' as const, text: 'Hm', format: 'canary-v1' };
const answered = (rest: object): Given => ({
  messages: [
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hi', ...rest },
    { role: 'user', content: 'So?' },
  ],
});
const add = { type: 'function' as const, function: { name: 'add' } };
const search = { type: 'web_search' as const };

/** What stands deeper than a field of the request, by the name it has when it is lost. */
export const nestedSamples: { [path: string]: { given: Given; beside: Given } } = {
  'messages[].name': {
    given: { messages: [{ role: 'user', name: 'canary', content: 'Hello' }] },
    beside: { messages: [{ role: 'user', content: 'Hello' }] },
  },
  'messages[].refusal': {
    given: answered({ refusal: 'No.', content: null }),
    beside: answered({ content: null }),
  },
  'messages[].audio': { given: answered({ audio: { id: 'canary' } }), beside: answered({}) },
  'messages[].reasoning': { given: answered({ reasoning: 'Hm' }), beside: answered({}) },
  'messages[].reasoning_details': { given: answered({ reasoning_details: [detail] }), beside: answered({}) },
  'messages[].content[].cache_control': { given: said({ ...hello, cache_control }), beside: said(hello) },
  'messages[].content[].input_audio': {
    given: said({ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }),
    beside: { messages: [{ role: 'user', content: [hello] }] },
  },
  'messages[].content[].file': {
    given: said({ type: 'file', file: { file_data: 'data:application/canary;base64,AAAA' } }),
    beside: { messages: [{ role: 'user', content: [hello] }] },
  },
  'messages[].content[].image_url.detail': {
    given: said({ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'high' } }),
    beside: said({ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }),
  },
  'tools[].cache_control': { given: { tools: [{ ...add, cache_control }] }, beside: { tools: [add] } },
  'tools[].function.strict': {
    given: { tools: [{ ...add, function: { name: 'add', strict: true } }] },
    beside: { tools: [add] },
  },
  'tools[].max_uses': { given: { tools: [{ ...search, max_uses: 2 }] }, beside: { tools: [search] } },
  tool_choice: {
    given: { tools: [add, search], tool_choice: search },
    beside: { tools: [add, search] },
  },
  'web_search_options.user_location': {
    given: { web_search_options: { user_location: { type: 'approximate', approximate: { city: 'Oslo' } } } },
    beside: { web_search_options: {} },
  },
  'reasoning.summary': {
    given: { reasoning: { effort: 'high', summary: 'detailed' } },
    beside: { reasoning: { effort: 'high' } },
  },
  'reasoning.mode': {
    given: { reasoning: { effort: 'high', mode: 'pro' } },
    beside: { reasoning: { effort: 'high' } },
  },
  'reasoning.max_tokens': {
    given: { reasoning: { max_tokens: 2000 } },
    beside: {},
  },
  'response_format.json_schema': {
    given: { response_format: { type: 'json_schema', json_schema: { name: 'thing' } } },
    beside: {},
  },
};
