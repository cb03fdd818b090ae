// https://platform.openai.com/docs/api-reference/chat/create · what this wire can't carry goes by the Responses API
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { coverage } from '../openai-compatible/coverage.ts';
import type { Dialect } from '../openai-compatible/dialect.ts';
import { eitherWire } from '../openai-responses/either-wire.ts';
import { openaiResponses } from '../openai-responses/index.ts';
import { needsResponses } from '../openai-responses/needs-responses.ts';
import { reasoningModels, reasons } from './reasoning-models.ts';

/** OpenAI's own chat wire, the one that others speak. */
export const chatDialect: Dialect = {
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
};

export const openai = eitherWire({
  chat: openaiCompatibleAdapter({ ...chatDialect, ...reasoningModels }),
  responses: openaiResponses,
  needsResponses: (call) =>
    needsResponses(call, { format: 'openai-responses-v1', reasons: reasons(call.model) }),
});

/** The wire without the ways of OpenAI's models: what the simulator speaks. */
export const openaiChat = openaiCompatibleAdapter({ ...chatDialect, id: 'openai-chat' });
