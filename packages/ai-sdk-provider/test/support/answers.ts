import type {
  ChatAnswer,
  ChatChunk,
  ChatCompletion,
  ChatMetadata,
  ChunkDelta,
  FinishReason,
  Usage,
} from '@parley/types';

export const usage: Usage = {
  prompt_tokens: 100,
  completion_tokens: 30,
  total_tokens: 130,
  prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 10 },
  completion_tokens_details: { reasoning_tokens: 12 },
  cost_usd_total: 0.0008,
  cost_usd_input: 0.0003,
  cost_usd_output: 0.0005,
};

export const metadata: ChatMetadata = {
  request_id: 'req_1',
  requested_model: 'anthropic/claude-sonnet-4-5',
  requested_provider: 'anthropic',
  used_model: 'claude-sonnet-4-5',
  used_provider: 'anthropic',
  underlying_used_model: 'claude-sonnet-4-5-20250929',
  routing: [
    {
      provider: 'anthropic',
      model: 'claude-sonnet-4-5-20250929',
      status_code: 200,
      error_type: 'none',
      succeeded: true,
      duration_ms: 412,
    },
  ],
  ignored_parameters: [],
  plugins: {},
  usage_source: 'provider',
  price: {
    id: 'anthropic/claude-sonnet-4-5@2026-11-01',
    as_of: '2026-11-01',
    source: 'https://example.com/pricing',
    input_per_million: '3',
    output_per_million: '15',
  },
};

const head = { id: 'chatcmpl-1', created: 1767225600, model: 'anthropic/claude-sonnet-4-5' };

/** A whole answer of one choice. */
export function completion(message: Partial<ChatAnswer>, more: Partial<ChatCompletion> = {}): ChatCompletion {
  const finish_reason = message.tool_calls === undefined ? 'stop' : 'tool_calls';
  return {
    ...head,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: null, refusal: null, ...message },
        logprobs: null,
        finish_reason,
      },
    ],
    usage,
    metadata,
    ...more,
  };
}

export function chunk(delta: ChunkDelta, finish_reason: FinishReason | null = null): ChatChunk {
  return { ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] };
}

/** The events of a stream that says all of this, ends for this reason, and is whole. */
export function stream(deltas: ChunkDelta[], finishReason: FinishReason = 'stop') {
  const last: ChatChunk = { ...head, object: 'chat.completion.chunk', choices: [], usage, metadata };
  return [
    chunk({ role: 'assistant', content: '' }),
    ...deltas.map((delta) => chunk(delta)),
    chunk({}, finishReason),
    last,
    '[DONE]' as const,
  ];
}

export const interrupted = {
  choices: [{ index: 0, delta: {}, finish_reason: 'error' }],
  error: {
    message: 'The stream of provider "anthropic" broke off before its end.',
    type: 'upstream_error',
    param: null,
    code: 'upstream_stream_interrupted',
  },
  metadata: {
    request_id: 'req_1',
    requested_model: 'anthropic/claude-sonnet-4-5',
    requested_provider: 'anthropic',
    routing: [{ ...metadata.routing[0], succeeded: false, error_type: 'upstream_error' }],
  },
};
