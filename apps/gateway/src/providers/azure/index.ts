// https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle · a model goes by the name of its deployment
import { chatDialect } from '../openai/index.ts';
import { reasoningModels, reasons } from '../openai/reasoning-models.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { openaiResponsesAdapter } from '../openai-responses/adapter.ts';
import { eitherWire } from '../openai-responses/either-wire.ts';
import { needsResponses } from '../openai-responses/needs-responses.ts';

const format = 'azure-openai-responses-v1';

export const azure = eitherWire({
  chat: openaiCompatibleAdapter({
    ...chatDialect,
    ...reasoningModels,
    id: 'azure',
    coverage: {
      ...chatDialect.coverage,
      request: { ...chatDialect.coverage.request, service_tier: 'ignored' },
    },
    authorize: (apiKey) => ({ 'api-key': apiKey }),
  }),
  responses: openaiResponsesAdapter({
    id: 'azure',
    format,
    withheld: (call) => [...reasoningModels.withheld(call), 'service_tier'],
    reasons: ({ model }) => reasons(model),
    search: { tuned: true, blockedDomains: null },
  }),
  needsResponses: (call) => needsResponses(call, { format, reasons: reasons(call.model) }),
});
