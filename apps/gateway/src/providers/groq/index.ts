// https://console.groq.com/docs/api-reference#chat-create · https://console.groq.com/docs/reasoning
import { nativeName } from '../../catalog/model.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { levelOf } from '../reasoning-request.ts';

// gpt-oss knows no formats: its reasoning comes apart as it is. No model says so of itself.
const hasFormats = (name: string): boolean => !name.includes('gpt-oss');

export const groq = openaiCompatibleAdapter({
  id: 'groq',
  coverage: chatCoverage({
    request: { logit_bias: 'ignored', logprobs: 'ignored', top_logprobs: 'ignored' },
    message: { name: 'ignored' },
  }),
  maxTokensField: 'max_completion_tokens',
  developerRole: false,
  allowedTools: false,
  reasoning(call) {
    const { model } = call;
    const effort = levelOf(call);
    const formats = model.reasoning !== null && hasFormats(nativeName(model));
    return {
      ...(effort === null ? {} : { reasoning_effort: effort }),
      ...(formats ? { reasoning_format: 'parsed' } : {}),
    };
  },
});
