// https://docs.deepinfra.com/chat/overview
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';

export const deepinfra = openaiCompatibleAdapter({
  id: 'deepinfra',
  coverage: chatCoverage({
    request: {
      top_k: 'forwarded',
      min_p: 'forwarded',
      repetition_penalty: 'forwarded',
      prompt_cache_key: 'forwarded',
      parallel_tool_calls: 'ignored',
      logit_bias: 'ignored',
    },
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
});
