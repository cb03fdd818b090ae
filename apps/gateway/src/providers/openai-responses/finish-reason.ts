import type { FinishReason } from '@parley/types';
import { type JsonObject, objectOf } from '../json.ts';

/** Why an answer ended that is `completed` or `incomplete`. It doesn't say that tools were called: its items do. */
export function finishReasonOf(response: JsonObject): FinishReason {
  if (response['status'] !== 'incomplete') return 'stop';
  return objectOf(response['incomplete_details'])['reason'] === 'content_filter'
    ? 'content_filter'
    : 'length';
}
