// https://docs.together.ai/reference/chat-completions-1 · https://docs.together.ai/docs/reasoning-overview

import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { effortOf, levelOf } from '../reasoning-request.ts';

export const togetherai = openaiCompatibleAdapter({
  id: 'togetherai',
  coverage: chatCoverage({
    request: {
      top_k: 'forwarded',
      min_p: 'forwarded',
      repetition_penalty: 'forwarded',
      // Counts and answers of another shape.
      logprobs: 'ignored',
      top_logprobs: 'ignored',
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
    const level = levelOf(call);
    if (effort !== 'none' && level !== null) return { reasoning_effort: level };
    return call.model.reasoning?.mandatory ? {} : { reasoning: { enabled: effort !== 'none' } };
  },
});
