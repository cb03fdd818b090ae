// https://docs.mistral.ai/api/#tag/chat · unknown fields are refused with a 422
import { createHash } from 'node:crypto';
import { arrayOf, objectOf, stringOf } from '../json.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import type { Wire } from '../openai-compatible/dialect.ts';
import { levelOf } from '../reasoning-request.ts';

// An id has nine letters or digits, and another provider's has not: the same one is always shortened to the same.
const shortId = (id: unknown): unknown =>
  typeof id !== 'string' || /^[a-zA-Z0-9]{9}$/.test(id)
    ? id
    : createHash('sha256').update(id).digest('hex').slice(0, 9);

function withShortIds(wire: unknown): Wire {
  const message = objectOf(wire);
  const { tool_calls: calls, tool_call_id: id } = message;
  return {
    ...message,
    ...(Array.isArray(calls)
      ? { tool_calls: calls.map((call) => ({ ...objectOf(call), id: shortId(objectOf(call)['id']) })) }
      : {}),
    ...(stringOf(id) === null ? {} : { tool_call_id: shortId(id) }),
  };
}

export const mistral = openaiCompatibleAdapter({
  id: 'mistral',
  coverage: chatCoverage({
    request: {
      seed: 'translated',
      prediction: 'forwarded',
      logit_bias: 'ignored',
      logprobs: 'ignored',
      top_logprobs: 'ignored',
      user: 'ignored',
    },
    message: { ...reasoningGoesBack, name: 'ignored' },
  }),
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
  streamOptions: false,
  rename: { seed: 'random_seed' },
  requiredChoice: 'any',
  reasoningBack: { as: 'thinking_parts', on: 'every_turn' },
  reasoning(call) {
    // Magistral always reasons, and does it by a system prompt; the others take an effort.
    if (call.model.reasoning?.mandatory) return { prompt_mode: 'reasoning' };
    const effort = levelOf(call);
    return effort === null ? {} : { reasoning_effort: effort };
  },
  write: (body) => ({ ...body, messages: arrayOf(body['messages']).map(withShortIds) }),
});
