// https://docs.tokenfactory.nebius.com/api-reference/inference/create-chat-completion
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { templateReasoning } from '../openai-compatible/template-reasoning.ts';

export const nebius = openaiCompatibleAdapter({
  id: 'nebius',
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
  reasoning: templateReasoning,
});
