import type { FinishReason } from '@parley/types';

const reasons: { [wire: string]: FinishReason } = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
};

/** Our word for the provider's. One that nobody knows is `stop`: the provider said it was done. */
export const finishReasonOf = (wire: string): FinishReason => reasons[wire] ?? 'stop';
