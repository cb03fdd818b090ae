// https://api-docs.deepseek.com/api/create-chat-completion · https://api-docs.deepseek.com/guides/thinking_mode
import type { AdapterCall } from '../adapter.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import { effortOf, levelOf } from '../reasoning-request.ts';

const thinks = ({ request, model }: AdapterCall): boolean =>
  model.reasoning !== null && (model.reasoning.mandatory || effortOf(request) !== 'none');

export const deepseek = openaiCompatibleAdapter({
  id: 'deepseek',
  coverage: chatCoverage({
    request: {
      response_format: 'emulated',
      parallel_tool_calls: 'ignored',
      seed: 'ignored',
      n: 'ignored',
      logit_bias: 'ignored',
      user: 'ignored',
    },
    message: reasoningGoesBack,
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  takesUrls: false,
  jsonInWords: 'schema',
  reasoningBack: { as: 'reasoning_content', on: 'tool_calls' },
  // Some are passed over while it thinks, some are refused.
  withheld: (call) =>
    thinks(call)
      ? ['temperature', 'top_p', 'presence_penalty', 'frequency_penalty', 'logprobs', 'top_logprobs']
      : [],
  forcesTools: (call) => !thinks(call),
  reasoning(call) {
    const effort = effortOf(call.request);
    if (effort === null || call.model.reasoning?.mandatory) return {};
    if (effort === 'none') return { thinking: { type: 'disabled' } };
    const level = levelOf(call);
    return { thinking: { type: 'enabled' }, ...(level === null ? {} : { reasoning_effort: level }) };
  },
});
