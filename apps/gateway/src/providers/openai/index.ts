// https://platform.openai.com/docs/api-reference/chat/create
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { coverage } from '../openai-compatible/coverage.ts';

export const openai = openaiCompatibleAdapter({
  id: 'openai',
  coverage: {
    request: {
      ...coverage.request,
      top_k: 'ignored',
      min_p: 'ignored',
      top_a: 'ignored',
      repetition_penalty: 'ignored',
      image_config: 'ignored',
      prediction: 'forwarded',
      store: 'forwarded',
      service_tier: 'forwarded',
      safety_identifier: 'forwarded',
      prompt_cache_retention: 'forwarded',
      prompt_cache_options: 'forwarded',
    },
    message: { ...coverage.message, refusal: 'forwarded', audio: 'forwarded' },
  },
  maxTokensField: 'max_completion_tokens',
  developerRole: true,
  allowedTools: true,
});
