import type { Answer, FinishReason } from '../answer/answer.ts';
import { type Asked, blocksOf } from './blocks.ts';
import { messageUsage } from './usage.ts';

const stopReasons: Record<FinishReason, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
};

export function message(answer: Answer, asked: Asked) {
  const blocks = answer.choices.flatMap((choice) => blocksOf(answer.id, choice, asked));
  return {
    ...envelope(answer),
    content: blocks.map((block) => block.whole),
    ...stopOf(answer),
    ...(answer.usage === null ? {} : { usage: messageUsage(answer.usage, answer, asked) }),
  };
}

export function envelope({ model, id }: Answer) {
  return { model, id: `msg_${id.slice(0, 24)}`, type: 'message', role: 'assistant' };
}

export function stopOf({ choices: [choice] }: Answer) {
  const finish = choice?.finish ?? null;
  if (choice === undefined || finish === null)
    return { stop_reason: null, stop_sequence: null, stop_details: null };
  const refused = { type: 'refusal', category: null, explanation: 'The answer was stopped by a filter.' };
  return {
    stop_reason: choice.stoppedBy === null ? stopReasons[finish] : 'stop_sequence',
    stop_sequence: choice.stoppedBy,
    stop_details: finish === 'content_filter' ? refused : null,
  };
}
