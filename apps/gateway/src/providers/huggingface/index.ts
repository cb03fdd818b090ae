// https://huggingface.co/docs/inference-providers/tasks/chat-completion · a router: what it takes depends on who serves
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';

export const huggingface = openaiCompatibleAdapter({
  id: 'huggingface',
  coverage: chatCoverage({
    request: { n: 'ignored', logit_bias: 'ignored', parallel_tool_calls: 'ignored', user: 'ignored' },
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
});
