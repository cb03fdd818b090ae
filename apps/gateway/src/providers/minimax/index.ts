// https://platform.minimax.io/docs/api-reference/text-openai-api
import { arrayOf, objectOf } from '../json.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import type { Wire } from '../openai-compatible/dialect.ts';
import { effortOf } from '../reasoning-request.ts';

function withoutStrict(wire: unknown): Wire {
  const { strict: _strict, ...definition } = objectOf(objectOf(wire)['function']);
  return { ...objectOf(wire), function: definition };
}

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
  jsonInWords: 'all',
  reasoningBack: { as: 'reasoning_details', on: 'every_turn' },
  reasoning({ request, model }) {
    const effort = effortOf(request);
    // Without it the reasoning stands inside the text, between tags.
    const apart = { reasoning_split: true };
    if (effort === null || model.reasoning?.mandatory) return apart;
    return { ...apart, thinking: { type: effort === 'none' ? 'disabled' : 'adaptive' } };
  },
  write: ({ tools, ...body }) =>
    tools === undefined ? body : { ...body, tools: arrayOf(tools).map(withoutStrict) },
});
