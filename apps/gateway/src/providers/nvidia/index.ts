// https://docs.api.nvidia.com/nim/reference/llm-apis
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { templateReasoning } from '../openai-compatible/template-reasoning.ts';
import { askedBudget } from '../reasoning-request.ts';

export const nvidia = openaiCompatibleAdapter({
  id: 'nvidia',
  coverage: chatCoverage({
    request: {
      top_k: 'forwarded',
      min_p: 'forwarded',
      repetition_penalty: 'forwarded',
    },
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  reasoningBudget: true,
  reasoning(call) {
    const budget = askedBudget(call);
    if (budget === null) return templateReasoning(call);
    return { reasoning_budget: budget, chat_template_kwargs: { enable_thinking: true } };
  },
});
