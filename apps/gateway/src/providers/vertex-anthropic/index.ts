// https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai
import type { Adapter } from '../adapter.ts';
import { anthropicAdapter } from '../anthropic/adapter.ts';
import { authorize } from '../vertex/authorize.ts';

const messages = anthropicAdapter({
  id: 'vertex-anthropic',
  takesUrls: false,
  // Only the newest models have them there, and not before an administrator allows it.
  structuredOutputs: false,
  authorize,
  address: ({ model, service_tier: _anthropicOnly, ...body }) => ({
    path: `/models/${encodeURIComponent(model).replace('%40', '@')}:${body.stream ? 'streamRawPredict' : 'rawPredict'}`,
    body: { anthropic_version: 'vertex-2023-10-16', ...body },
  }),
});

/** Anthropic's models on Vertex AI: the path names the model, the body the version. */
export const vertexAnthropic: Adapter = {
  ...messages,
  coverage: { ...messages.coverage, request: { ...messages.coverage.request, service_tier: 'ignored' } },
};
