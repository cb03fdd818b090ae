// https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle · a model goes by the name of its deployment
import { chatDialect } from '../openai/index.ts';
import { reasoningModels } from '../openai/reasoning-models.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';

export const azure = openaiCompatibleAdapter({
  ...chatDialect,
  ...reasoningModels,
  id: 'azure',
  coverage: {
    ...chatDialect.coverage,
    request: {
      ...chatDialect.coverage.request,
      service_tier: 'ignored',
      web_search: 'ignored',
      web_search_options: 'ignored',
    },
  },
  authorize: (apiKey) => ({ 'api-key': apiKey }),
});
