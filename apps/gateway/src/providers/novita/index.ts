// https://novita.ai/docs/api-reference/model-apis-llm-create-chat-completion

import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { effortOf, levelOf } from '../reasoning-request.ts';

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
  reasoning(call) {
    const effort = effortOf(call.request);
    if (effort === null) return {};
    if (effort === 'none') return { enable_thinking: false };
    const level = levelOf(call);
    return { enable_thinking: true, ...(level === null ? {} : { reasoning_effort: level }) };
  },
});
