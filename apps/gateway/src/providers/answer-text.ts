import type { ProviderAnswer } from './adapter.ts';

/** All text that was generated, for the estimate when the provider sends no usage: what a stream of it would hold. */
export const answerText = ({ choices }: ProviderAnswer): string =>
  choices
    .flatMap(({ message: { reasoning, content, refusal, tool_calls: calls = [] } }) => [
      reasoning,
      content,
      refusal,
      ...calls.map((call) => call.function.name + call.function.arguments),
    ])
    .join('');
