import type { FinishReason } from '@parley/types';

const reasons: { [wire: string]: FinishReason } = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  // A long turn of searches that Anthropic broke off: the answer so far, and sending it back goes on with it.
  pause_turn: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'content_filter',
};

/** Our word for Anthropic's. One that nobody knows is `stop`: the model said it was done. */
export const finishReasonOf = (wire: string): FinishReason =>
  Object.hasOwn(reasons, wire) ? (reasons[wire] ?? 'stop') : 'stop';
