// https://platform.openai.com/docs/api-reference/responses
import { reasoningModels, reasons } from '../openai/reasoning-models.ts';
import { openaiResponsesAdapter } from './adapter.ts';

export const openaiResponses = openaiResponsesAdapter({
  id: 'openai-responses',
  format: 'openai-responses-v1',
  withheld: reasoningModels.withheld,
  reasons: ({ model }) => reasons(model),
  search: { tuned: true, blockedDomains: null },
});
