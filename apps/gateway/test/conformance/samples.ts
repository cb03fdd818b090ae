import type { ChatCompletionRequest } from '@parley/types';
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
