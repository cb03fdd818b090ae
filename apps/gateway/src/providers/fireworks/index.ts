// https://docs.fireworks.ai/api-reference/post-chatcompletions

import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import { askedBudget, levelOf } from '../reasoning-request.ts';

export const fireworks = openaiCompatibleAdapter({
  id: 'fireworks',
  coverage: chatCoverage({
    request: {
      top_k: 'forwarded',
      min_p: 'forwarded',
      repetition_penalty: 'forwarded',
      prompt_cache_key: 'forwarded',
    },
    message: reasoningGoesBack,
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  reasoningBudget: true,
  reasoningBack: { as: 'reasoning_content', on: 'tool_calls' },
  // An effort that is a number is a budget.
  reasoning(call) {
    const effort = askedBudget(call) ?? levelOf(call);
    return effort === null ? {} : { reasoning_effort: effort };
  },
});
