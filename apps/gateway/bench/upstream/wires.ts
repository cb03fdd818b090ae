/** What the provider of one wire says: a whole answer, or the events around and between pieces of text. */
export type UpstreamWire = {
  isStream(path: string, body: string): boolean;
  whole(text: string): string;
  begin: string;
  piece(text: string): string;
  end(pieces: number): string;
};

/** What a whole answer says. */
export const answerText = 'The quick brown fox jumps over the lazy dog while nobody looks. '.repeat(10);

const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const named = (value: { type: string }): string => `event: ${value.type}\n${event(value)}`;

const chunk = (choices: object[], rest: object = {}): string =>
  event({
    id: 'chatcmpl-CrHJ7bN2pQ9sXyZ1aBcDeFgHiJkLm',
    object: 'chat.completion.chunk',
    created: 1_780_000_000,
    model: 'gpt-4o-mini-2024-07-18',
    service_tier: 'default',
    system_fingerprint: 'fp_560af6e559',
    choices,
    ...rest,
  });
const openaiUsage = (pieces: number) => ({
  prompt_tokens: 200,
  completion_tokens: pieces,
  total_tokens: 200 + pieces,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
});

const openai: UpstreamWire = {
  isStream: (_path, body) => body.includes('"stream":true'),
  whole: (content) =>
    JSON.stringify({
      id: 'chatcmpl-CrHJ7bN2pQ9sXyZ1aBcDeFgHiJkLm',
      object: 'chat.completion',
      created: 1_780_000_000,
      model: 'gpt-4o-mini-2024-07-18',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content, refusal: null, annotations: [] },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: openaiUsage(150),
      service_tier: 'default',
      system_fingerprint: 'fp_560af6e559',
    }),
  begin: chunk([
    {
      index: 0,
      delta: { role: 'assistant', content: '', refusal: null },
      logprobs: null,
      finish_reason: null,
    },
  ]),
  piece: (content) => chunk([{ index: 0, delta: { content }, logprobs: null, finish_reason: null }]),
  end: (pieces) =>
    `${chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }])}${chunk([], { usage: openaiUsage(pieces) })}data: [DONE]\n\n`,
};

const messageHead = {
  id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
  type: 'message',
  role: 'assistant',
  model: 'claude-haiku-4-5-20251001',
};

const anthropic: UpstreamWire = {
  isStream: openai.isStream,
  whole: (text) =>
    JSON.stringify({
      ...messageHead,
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 200, output_tokens: 150 },
    }),
  begin:
    named({
      type: 'message_start',
      ...{
        message: {
          ...messageHead,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 200, output_tokens: 1 },
        },
      },
    }) + named({ type: 'content_block_start', ...{ index: 0, content_block: { type: 'text', text: '' } } }),
  piece: (text) =>
    named({ type: 'content_block_delta', ...{ index: 0, delta: { type: 'text_delta', text } } }),
  end: (pieces) =>
    named({ type: 'content_block_stop', ...{ index: 0 } }) +
    named({
      type: 'message_delta',
      ...{ delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: pieces } },
    }) +
    named({ type: 'message_stop' }),
};

const candidate = (text: string, rest: object = {}, pieces = 0) => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...rest }],
  usageMetadata: {
    promptTokenCount: 200,
    candidatesTokenCount: pieces,
    totalTokenCount: 200 + pieces,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: 200 }],
  },
  modelVersion: 'gemini-2.5-flash',
  responseId: 'mBZ2aKn1JdWkkdUPxOKYqQM',
});

const gemini: UpstreamWire = {
  isStream: (path) => path.includes(':streamGenerateContent'),
  whole: (text) => JSON.stringify(candidate(text, { finishReason: 'STOP' }, 150)),
  begin: '',
  piece: (text) => event(candidate(text)),
  end: (pieces) => event(candidate('.', { finishReason: 'STOP' }, pieces)),
};

export function wireAt(path: string): UpstreamWire {
  if (path.includes('/messages')) return anthropic;
  return path.includes('Content') ? gemini : openai;
}
