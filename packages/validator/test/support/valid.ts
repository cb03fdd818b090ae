// Bodies that fit the contract in every respect; tests break one thing in a copy.

export const request = () => ({
  model: 'auto',
  messages: [{ role: 'user', content: 'Is it raining in Oslo?' }],
});

export const price = () => ({
  id: 'anthropic/claude-sonnet-4-5@2026-01-01',
  as_of: '2026-01-01',
  source: 'https://www.anthropic.com/pricing',
  input_per_million: '3',
  output_per_million: '15',
  cached_input_per_million: '0.30',
});

export const usage = () => ({
  prompt_tokens: 120,
  completion_tokens: 48,
  total_tokens: 168,
  reasoning_tokens: 20,
  prompt_tokens_details: { cached_tokens: 100 },
  completion_tokens_details: { reasoning_tokens: 20 },
  cost_usd_total: 0.00081,
  cost_usd_input: 0.00006,
  cost_usd_cached_input: 0.00003,
  cost_usd_output: 0.00072,
});

export const metadata = () => ({
  request_id: 'req_1',
  requested_model: 'claude-sonnet-4-5',
  requested_provider: null,
  used_model: 'claude-sonnet-4-5',
  used_provider: 'anthropic',
  underlying_used_model: 'claude-sonnet-4-5-20250929',
  routing: [
    {
      provider: 'bedrock',
      model: 'anthropic.claude-sonnet-4-5',
      status_code: 429,
      error_type: 'rate_limited',
      succeeded: false,
      duration_ms: 80,
    },
    {
      provider: 'anthropic',
      model: 'claude-sonnet-4-5-20250929',
      status_code: 200,
      error_type: 'none',
      succeeded: true,
      duration_ms: 412.5,
    },
  ],
  ignored_parameters: [],
  plugins: {},
  usage_source: 'provider',
  price: price(),
});

export const completion = () => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_767_225_600,
  model: 'anthropic/claude-sonnet-4-5',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'It is raining.', refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: usage(),
  metadata: metadata(),
});

export type Choice = { index: number; delta: object; finish_reason: string | null };

export const chunk = (...choices: Choice[]) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_767_225_600,
  model: 'anthropic/claude-sonnet-4-5',
  choices,
});

export const delta = (delta: object, finish_reason: string | null = null, index = 0): Choice => ({
  index,
  delta,
  finish_reason,
});

export const lastChunk = () => ({ ...chunk(), usage: usage(), metadata: metadata() });

export const streamError = () => ({
  error: {
    message: 'The provider hung up.',
    type: 'upstream_error',
    param: null,
    code: 'upstream_stream_interrupted',
  },
  choices: [{ index: 0, delta: {}, finish_reason: 'error' }],
});

export const toolCallStream = (): unknown[] => [
  chunk(delta({ role: 'assistant', content: '' })),
  chunk(delta({ reasoning: 'They want the weather.' })),
  chunk(delta({ tool_calls: [toolCallStart(0, 'call_1')] })),
  chunk(delta({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] })),
  chunk(
    delta({ tool_calls: [{ index: 0, function: { arguments: '"Oslo"}' } }, toolCallStart(1, 'call_2')] }),
  ),
  chunk(delta({}, 'tool_calls')),
  lastChunk(),
  '[DONE]',
];

export const textStream = (): unknown[] => [
  chunk(delta({ role: 'assistant', content: '' })),
  chunk(delta({ content: 'It is ' })),
  chunk(delta({ content: 'raining.' }, 'stop')),
  lastChunk(),
  '[DONE]',
];

export function toolCallStart(index: number, id: string) {
  return { index, id, type: 'function', function: { name: 'get_weather', arguments: '' } };
}
