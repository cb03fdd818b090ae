// https://novita.ai/docs/api-reference/model-apis-llm-create-chat-completion

import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { effortOf } from '../reasoning-request.ts';

export const novita = openaiCompatibleAdapter({
  id: 'novita',
  coverage: chatCoverage({
    request: {
      top_k: 'forwarded',
      min_p: 'forwarded',
      repetition_penalty: 'forwarded',
      parallel_tool_calls: 'ignored',
      user: 'ignored',
    },
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  reasoning({ request }) {
    const effort = effortOf(request);
    if (effort === null) return {};
    return effort === 'none'
      ? { enable_thinking: false }
      : { enable_thinking: true, reasoning_effort: effort };
  },
});
