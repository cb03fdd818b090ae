// https://platform.moonshot.ai/docs/api/chat · https://platform.moonshot.ai/docs/guide/kimi-k2-5-quickstart
import { nativeName } from '../../catalog/model.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import { effortOf } from '../reasoning-request.ts';

// From K2.5 on these have one value each, and another is refused. The catalogue doesn't know of that.
const hasFixedSampling = (name: string): boolean => /^kimi-k(2\.[5-9]|[3-9])/.test(name);

export const moonshotai = openaiCompatibleAdapter({
  id: 'moonshotai',
  coverage: chatCoverage({
    request: {
      prompt_cache_key: 'forwarded',
      safety_identifier: 'forwarded',
      parallel_tool_calls: 'ignored',
      seed: 'ignored',
      logit_bias: 'ignored',
      logprobs: 'ignored',
      top_logprobs: 'ignored',
      user: 'ignored',
    },
    message: reasoningGoesBack,
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  takesUrls: false,
  reasoningBack: { as: 'reasoning_content', on: 'tool_calls' },
  withheld: ({ model }) =>
    hasFixedSampling(nativeName(model))
      ? ['temperature', 'top_p', 'presence_penalty', 'frequency_penalty', 'n']
      : [],
  forcesTools: () => false,
  reasoning({ request, model }) {
    const effort = effortOf(request);
    if (effort === null || model.reasoning?.mandatory) return {};
    return { thinking: { type: effort === 'none' ? 'disabled' : 'enabled' } };
  },
});
