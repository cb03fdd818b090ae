// https://docs.x.ai/docs/api-reference · search left the chat wire in 2026, and is a tool of the Responses API
import type { AdapterCall, CarriedField } from '../adapter.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage } from '../openai-compatible/chat-coverage.ts';
import { openaiResponsesAdapter } from '../openai-responses/adapter.ts';
import { eitherWire } from '../openai-responses/either-wire.ts';
import { needsResponses } from '../openai-responses/needs-responses.ts';
import { effortOf } from '../reasoning-request.ts';

const format = 'xai-responses-v1';

const reasons = ({ request, model }: AdapterCall): boolean =>
  model.reasoning !== null && effortOf(request) !== 'none';

// A model that reasons refuses these.
const withheld = (call: AdapterCall): readonly CarriedField[] =>
  reasons(call) ? ['presence_penalty', 'frequency_penalty', 'stop'] : [];

export const xai = eitherWire({
  chat: openaiCompatibleAdapter({
    id: 'xai',
    coverage: chatCoverage({
      request: { logit_bias: 'ignored', web_search: 'translated', web_search_options: 'translated' },
    }),
    maxTokensField: 'max_completion_tokens',
    developerRole: false,
    allowedTools: false,
    withheld,
  }),
  responses: openaiResponsesAdapter({
    id: 'xai',
    format,
    withheld: () => ['service_tier', 'safety_identifier', 'prompt_cache_retention', 'prompt_cache_options'],
    reasons,
    search: { tuned: false, blockedDomains: 'excluded_domains' },
  }),
  needsResponses: (call) => needsResponses(call, { format, reasons: reasons(call) }),
});
