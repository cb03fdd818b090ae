// https://docs.x.ai/docs/api-reference#chat-completions

import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { effortOf } from '../reasoning-request.ts';

export const xai = openaiCompatibleAdapter({
  id: 'xai',
  coverage: chatCoverage({ request: { logit_bias: 'ignored' } }),
  maxTokensField: 'max_completion_tokens',
  developerRole: true,
  allowedTools: false,
  // A model that reasons refuses these.
  withheld: ({ request, model }) =>
    model.reasoning !== null && effortOf(request) !== 'none'
      ? ['presence_penalty', 'frequency_penalty', 'stop']
      : [],
});
