import type { ChatCompletionRequest } from '@parley/types';
import type { MessagesBody } from './wire.ts';

type Samplers = Pick<MessagesBody, 'temperature' | 'top_p' | 'top_k'>;

/**
 * The samplers that this model takes in this request; the others are named. A temperature of more than 1 is sent as 1,
 * the highest there is, and named too.
 */
export function writeSamplers(
  { temperature, top_p, top_k }: ChatCompletionRequest,
  { known, thinks }: { known: boolean; thinks: boolean },
  ignored: Set<string>,
): Samplers {
  const drop = (name: keyof Samplers) => void ignored.add(name);
  if (!known || thinks) {
    // 1 is what thinking wants, and what a model without samplers has.
    if (temperature != null && temperature !== 1) drop('temperature');
    if (top_p != null && (top_p !== 1 || thinks)) drop('top_p');
    if (top_k != null) drop('top_k');
    return {};
  }
  if (temperature != null && temperature > 1) drop('temperature');
  // Only one of the two is taken, and the temperature is the one that people set on purpose.
  if (temperature != null && top_p != null) drop('top_p');
  return {
    ...(temperature == null ? {} : { temperature: Math.min(temperature, 1) }),
    ...(top_p == null || temperature != null ? {} : { top_p }),
    ...(top_k == null ? {} : { top_k }),
  };
}
