// https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html · a server of one's own: on when it is configured
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import { templateReasoning } from '../openai-compatible/template-reasoning.ts';

export const vllm = openaiCompatibleAdapter({
  id: 'vllm',
  coverage: chatCoverage({
    request: {
      top_k: 'forwarded',
      min_p: 'forwarded',
      repetition_penalty: 'forwarded',
      modalities: 'forwarded',
      audio: 'forwarded',
    },
    message: reasoningGoesBack,
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  reasoningBack: { as: 'reasoning', on: 'tool_calls' },
  reasoning: templateReasoning,
});
