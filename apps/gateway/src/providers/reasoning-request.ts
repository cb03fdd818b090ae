import type { ChatCompletionRequest, ReasoningEffort } from '@parley/types';
import type { ProviderAnswer } from './adapter.ts';

/** The effort that was asked for, by whichever of the names; `null` when none was. */
export function effortOf({ reasoning_effort: effort, reasoning }: ChatCompletionRequest): ReasoningEffort {
  if (reasoning?.enabled === false) return 'none';
  return effort ?? reasoning?.effort ?? (reasoning?.enabled === true ? 'medium' : null);
}

/** Whether the reasoning is to be left out of the answer. */
export const hidesReasoning = ({ include_reasoning: include, reasoning }: ChatCompletionRequest): boolean =>
  include === false || reasoning?.exclude === true;

/** The answer as the caller wants to see it: without its reasoning, maybe. Its tokens stay counted: they were paid for. */
export function shownTo(request: ChatCompletionRequest, answer: ProviderAnswer): ProviderAnswer {
  if (!hidesReasoning(request)) return answer;
  const choices = answer.choices.map(({ message, ...choice }) => {
    const { reasoning: _reasoning, reasoning_details: _details, ...shown } = message;
    return { ...choice, message: shown };
  });
  return { ...answer, choices };
}
