import type * as Parley from '@parley/types';

// What the rules read of bodies that fit OpenAI's document, and no more.
export type Usage = Pick<Parley.Usage, 'prompt_tokens' | 'completion_tokens' | 'total_tokens'> & {
  prompt_tokens_details?: Pick<Parley.PromptTokensDetails, 'cached_tokens'>;
  completion_tokens_details?: Pick<Parley.CompletionTokensDetails, 'reasoning_tokens'>;
};
export type ChatCompletionRequest = Pick<Parley.ChatCompletionRequest, 'logprobs' | 'top_logprobs'>;
export type ChatCompletion = { usage?: Usage };
export type ChatChunk = Pick<Parley.ChatChunk, 'id' | 'created' | 'model' | 'choices'> & {
  usage?: Usage | null;
};
