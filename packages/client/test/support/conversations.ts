import type { ChatAnswer, ChatChunk, ChatCompletion, FinishReason, ToolCall, Usage } from '@parley/types';
import { delta, hello, lastChunk } from './answers.ts';

export function callOf(id: string, name: string, input: unknown): ToolCall {
  const written = typeof input === 'string' ? input : JSON.stringify(input);
  return { id, type: 'function', function: { name, arguments: written } };
}

/** An answer that is this message, for this usage. */
export function answering(
  message: Partial<ChatAnswer>,
  usage: Usage = hello.usage,
  finish_reason: FinishReason = message.tool_calls ? 'tool_calls' : 'stop',
): ChatCompletion {
  const whole: ChatAnswer = { role: 'assistant', content: null, refusal: null, ...message };
  return { ...hello, usage, choices: [{ index: 0, message: whole, logprobs: null, finish_reason }] };
}

/** The same as a stream, in three chunks. */
export function streaming(answer: ChatCompletion): ChatChunk[] {
  return answer.choices
    .flatMap(({ message, finish_reason }) => {
      const { tool_calls, ...rest } = message;
      const calls = tool_calls?.map((call, index) => ({ index, ...call }));
      return [delta({ ...rest, ...(calls ? { tool_calls: calls } : {}) }), delta({}, finish_reason)];
    })
    .concat({ ...lastChunk, usage: answer.usage });
}
