import type { FinishReason } from '@parley/types';

/**
 * Some providers say `stop` after a tool call, and clients wait for `tool_calls` to run it; some say `tool_calls`
 * without any.
 */
export function settleFinishReason(reason: FinishReason, called: boolean): FinishReason {
  if (reason === 'stop' && called) return 'tool_calls';
  return reason === 'tool_calls' && !called ? 'stop' : reason;
}
