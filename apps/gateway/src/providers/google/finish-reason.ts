import type { FinishReason } from '@parley/types';

const reasons: { [wire: string]: FinishReason | null } = {
  STOP: 'stop',
  NO_IMAGE: 'stop',
  MAX_TOKENS: 'length',
  TOO_MANY_TOOL_CALLS: 'length',
  CONTINUATION: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  LANGUAGE: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  MODEL_ARMOR: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
  IMAGE_PROHIBITED_CONTENT: 'content_filter',
  IMAGE_RECITATION: 'content_filter',
  IMAGE_OTHER: 'content_filter',
  OTHER: 'content_filter',
  // The model wrote a call that can't be read, and the call isn't in the answer: there is nothing to go on with.
  MALFORMED_FUNCTION_CALL: null,
  UNEXPECTED_TOOL_CALL: null,
  MALFORMED_RESPONSE: null,
};

/**
 * Our word for Gemini's; `null` where what came is no answer, and another try may bring one.
 * A reason that nobody knows is `stop`: the model said it was done.
 */
export const finishReasonOf = (wire: string): FinishReason | null =>
  Object.hasOwn(reasons, wire) ? (reasons[wire] ?? null) : 'stop';
