// https://openrouter.ai/docs/api-reference/chat-completion · its own routing fields are not sent

import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import { coverage } from '../openai-compatible/coverage.ts';
import { askedBudget, effortOf, levelOf } from '../reasoning-request.ts';

export const openrouter = openaiCompatibleAdapter({
  id: 'openrouter',
  coverage: {
    request: { ...coverage.request, prediction: 'forwarded', service_tier: 'forwarded' },
    message: { ...coverage.message, ...reasoningGoesBack, images: 'forwarded', refusal: 'forwarded' },
  },
  maxTokensField: 'max_completion_tokens',
  developerRole: true,
  allowedTools: false,
  cacheControl: true,
  streamOptions: false,
  reasoningBudget: true,
  reasoningBack: { as: 'reasoning_details', on: 'every_turn' },
  reasoning(call) {
    const budget = askedBudget(call);
    if (budget !== null) return { reasoning: { max_tokens: budget } };
    if (effortOf(call.request) === null) return {};
    const effort = levelOf(call);
    return { reasoning: effort === null ? { enabled: true } : { effort } };
  },
  webSearch: ({ search_context_size: size }) => ({
    plugins: [{ id: 'web' }],
    ...(size ? { web_search_options: { search_context_size: size } } : {}),
  }),
  searchTakes: ['search_context_size'],
  write: (body) => ({ ...body, usage: { include: true } }),
});
