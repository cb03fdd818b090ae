import type { FinishReason } from '@parley/types';
import { type Failure, failure } from '../failure.ts';

const reasons: { [wire: string]: FinishReason } = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
  refusal: 'content_filter',
};

/** Our word for Bedrock's, or the failure that it is. A word that nobody knows is `stop`: the model said it was done. */
export function finishReasonOf(wire: string): FinishReason | Failure {
  // `malformed_model_output`, `malformed_tool_use`: what the model wrote couldn't be read, so this is no answer.
  if (wire.startsWith('malformed_')) return failure('upstream_invalid_response', 200);
  return Object.hasOwn(reasons, wire) ? (reasons[wire] ?? 'stop') : 'stop';
}
