import type { FinishReason } from '@parley/types';
import { type Failure, failure } from '../failure.ts';

const reasons: { [wire: string]: FinishReason } = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  ERROR_LIMIT: 'length',
  TOOL_CALL: 'tool_calls',
  ERROR_TOXIC: 'content_filter',
};

/** Our word for Cohere's, or the failure that it is. A word that nobody knows is `stop`: Cohere said it was done. */
export function finishReasonOf(wire: string): FinishReason | Failure {
  const reason = wire.toUpperCase();
  if (reason === 'ERROR' || reason === 'USER_CANCEL') return failure('upstream_error', 500);
  if (reason === 'TIMEOUT') return failure('upstream_timeout', 504);
  return reasons[reason] ?? 'stop';
}
