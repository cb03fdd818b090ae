// https://platform.claude.com/docs/en/api/messages
import { anthropicAdapter } from './adapter.ts';

export const anthropic = anthropicAdapter({
  id: 'anthropic',
  takesUrls: true,
  structuredOutputs: true,
  authorize: (apiKey) => ({ 'x-api-key': apiKey }),
  address: (body) => ({ path: '/messages', body, headers: { 'anthropic-version': '2023-06-01' } }),
});
