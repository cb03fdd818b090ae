import type { Answer, Choice, ToolCall } from '../answer/answer.ts';
import { textOf } from '../tokenizer.ts';
import { type LogprobsAsked, logprobsOf } from './logprobs.ts';
import { usageOf } from './usage.ts';

/** A whole answer as OpenAI's `chat.completion`. */
export function completion(answer: Answer, logprobs: LogprobsAsked | null) {
  return {
    ...envelope(answer, 'chat.completion'),
    choices: answer.choices.map((choice, index) => ({
      index,
      message: message(choice),
      logprobs: logprobs === null || choice.text === null ? null : logprobsOf(choice.text, logprobs, 0),
      finish_reason: choice.finish,
    })),
    ...(answer.usage === null ? {} : { usage: usageOf(answer.usage) }),
  };
}

export function envelope(answer: Answer, object: string) {
  return {
    id: `chatcmpl-${answer.id}`,
    object,
    created: answer.createdAt,
    model: answer.model,
    service_tier: 'default',
    system_fingerprint: 'fp_simulator',
  };
}

function message(choice: Choice) {
  return {
    role: 'assistant',
    content: choice.text === null ? null : textOf(choice.text),
    ...(choice.reasoning.length === 0 ? {} : { reasoning_content: textOf(choice.reasoning) }),
    refusal: null,
    ...(choice.toolCalls.length === 0 ? {} : { tool_calls: choice.toolCalls.map(toolCall) }),
    annotations: annotations(choice),
    ...(choice.images.length === 0 ? {} : { images: images(choice) }),
  };
}

function toolCall({ id, name, arguments: pieces }: ToolCall) {
  return { id, type: 'function', function: { name, arguments: textOf(pieces) } };
}

export function annotations(choice: Choice) {
  return choice.citations.map(({ start, end, url, title }) => ({
    type: 'url_citation',
    url_citation: { start_index: start, end_index: end, url, title },
  }));
}

export function images(choice: Choice) {
  return choice.images.map(({ url }) => ({ type: 'image_url', image_url: { url } }));
}
