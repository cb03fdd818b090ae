import type {
  ChatChunk,
  ChatCompletion,
  ChunkDelta,
  ErrorCode,
  ErrorType,
  FinishReason,
  Usage,
} from '@parley/types';

export const request = {
  model: 'openai/gpt-4o',
  messages: [{ role: 'user' as const, content: 'Say hello.' }],
};

export const streamRequest = { ...request, stream: true as const };

export const usage: Usage = {
  prompt_tokens: 9,
  completion_tokens: 3,
  total_tokens: 12,
  cost_usd_total: 0.00005,
};

export const metadata = {
  request_id: 'req_1',
  requested_model: 'openai/gpt-4o',
  requested_provider: 'openai',
  used_model: 'gpt-4o',
  used_provider: 'openai',
  underlying_used_model: 'gpt-4o-2024-11-20',
  routing: [
    {
      provider: 'openai',
      model: 'gpt-4o-2024-11-20',
      status_code: 200,
      error_type: 'none',
      succeeded: true,
      duration_ms: 12,
    },
  ],
  ignored_parameters: [],
  plugins: {},
  usage_source: 'provider' as const,
};

const head = { id: 'chatcmpl-1', created: 1767225600, model: 'openai/gpt-4o' };

export const hello: ChatCompletion = {
  ...head,
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'Grüß dich, 世界 👋', refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage,
  metadata,
};

export function delta(piece: ChunkDelta, finish_reason: FinishReason | null = null, index = 0): ChatChunk {
  return { ...head, object: 'chat.completion.chunk', choices: [{ index, delta: piece, finish_reason }] };
}

export const lastChunk: ChatChunk = {
  ...head,
  object: 'chat.completion.chunk',
  choices: [],
  usage,
  metadata,
};

export const helloChunks: ChatChunk[] = [
  delta({ role: 'assistant', content: '' }),
  delta({ content: 'Grüß dich, ' }),
  delta({ content: '世界 ' }),
  delta({ content: '👋' }),
  delta({}, 'stop'),
  lastChunk,
];

export function event(data: object | string): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

/** One write an event, and `[DONE]` at the end. */
export function streamOf(...chunks: object[]): string[] {
  return [...chunks, '[DONE]'].map(event);
}

export function errorBody(code: ErrorCode, type: ErrorType, message: string) {
  return { error: { message, type, param: null, code } };
}

export const rateLimited = errorBody(
  'rate_limit_exceeded',
  'rate_limit_error',
  'The key may send 60 requests a minute.',
);
