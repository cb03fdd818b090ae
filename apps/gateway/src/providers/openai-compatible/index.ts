import { openaiCompatibleAdapter } from './adapter.ts';
import { coverage } from './coverage.ts';

export const openaiCompatible = openaiCompatibleAdapter({
  id: 'openai-compatible',
  coverage,
  maxTokensField: 'max_tokens',
  developerRole: false,
  allowedTools: false,
});
