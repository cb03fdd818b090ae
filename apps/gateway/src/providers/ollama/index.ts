// https://docs.ollama.com/api/openai-compatibility · a server of one's own: on when it is configured
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';

export const ollama = openaiCompatibleAdapter({
  id: 'ollama',
  coverage: chatCoverage({
    request: {
      tool_choice: 'ignored',
      parallel_tool_calls: 'ignored',
      n: 'ignored',
      logit_bias: 'ignored',
      user: 'ignored',
    },
    message: reasoningGoesBack,
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  takesUrls: false,
  reasoningBack: { as: 'reasoning', on: 'tool_calls' },
});
