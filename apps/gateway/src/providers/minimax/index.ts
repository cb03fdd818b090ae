// https://platform.minimax.io/docs/api-reference/text-openai-api
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import { effortOf } from '../reasoning-request.ts';

export const minimax = openaiCompatibleAdapter({
  id: 'minimax',
  coverage: chatCoverage({
    request: {
      response_format: 'emulated',
      tool_choice: 'ignored',
      parallel_tool_calls: 'ignored',
      frequency_penalty: 'ignored',
      presence_penalty: 'ignored',
      stop: 'ignored',
      seed: 'ignored',
      n: 'ignored',
      logit_bias: 'ignored',
      logprobs: 'ignored',
      top_logprobs: 'ignored',
      user: 'ignored',
    },
    message: reasoningGoesBack,
  }),
  maxTokensField: 'max_completion_tokens',
  developerRole: false,
  allowedTools: false,
  strictTools: false,
  jsonInWords: 'all',
  reasoningBack: { as: 'reasoning_details', on: 'every_turn' },
  reasoning({ request, model }) {
    const effort = effortOf(request);
    // Without it the reasoning stands inside the text, between tags.
    const apart = { reasoning_split: true };
    if (effort === null || model.reasoning?.mandatory) return apart;
    return { ...apart, thinking: { type: effort === 'none' ? 'disabled' : 'adaptive' } };
  },
});
