// https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
import { googleAdapter } from '../google/adapter.ts';
import { coverage } from '../google/coverage.ts';
import { authorize } from './authorize.ts';

/** Gemini on Vertex AI. */
export const vertex = googleAdapter({
  id: 'vertex',
  coverage: { ...coverage, request: { ...coverage.request, service_tier: 'ignored' } },
  authorize,
  announcesServedTools: false,
  excludesDomains: true,
  serviceTiers: false,
});
