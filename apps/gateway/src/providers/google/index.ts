// https://ai.google.dev/api/generate-content
import { googleAdapter } from './adapter.ts';
import { coverage } from './coverage.ts';

export const google = googleAdapter({
  id: 'google',
  coverage,
  authorize: (apiKey) => ({ 'x-goog-api-key': apiKey }),
  announcesServedTools: true,
  excludesDomains: false,
  serviceTiers: true,
});
