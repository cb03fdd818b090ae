import type { ChatCompletionRequest, FinishReason } from '@parley/types';
import type { Bracket } from './heal-text.ts';

/** Whether the caller asked for broken JSON to be mended. */
export const wantsHealing = ({ plugins }: ChatCompletionRequest): boolean =>
  plugins?.some(({ id, enabled }) => id === 'response-healing' && enabled !== false) ?? false;

/** The bracket that the answer should begin with. `null`: no JSON was asked for. */
export function wantedBracket({ response_format: format }: ChatCompletionRequest): Bracket | null {
  if (format?.type === 'json_object') return '{';
  if (format?.type !== 'json_schema') return null;
  return format.json_schema.schema?.['type'] === 'array' ? '[' : '{';
}

/** Whether a text that ended so is the answer. Beside tool calls it isn't: that is still to come. */
export const isAnswer = (reason: FinishReason | null): boolean => reason !== 'tool_calls';
