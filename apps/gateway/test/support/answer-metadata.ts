import type { ChatMetadata } from '@parley/types';

/** Metadata of an answer that is of no account, but for what it says of the price. */
export const answerMetadata = (claim: Pick<ChatMetadata, 'price' | 'unpriced'>): ChatMetadata => ({
  request_id: 'req_1',
  requested_model: 'acme/m1',
  requested_provider: 'acme',
  used_model: 'm1',
  used_provider: 'acme',
  underlying_used_model: 'm1',
  routing: [
    { provider: 'acme', model: 'm1', status_code: 200, error_type: 'none', succeeded: true, duration_ms: 1 },
  ],
  ignored_parameters: [],
  plugins: {},
  usage_source: 'provider',
  ...claim,
});
