import type { ProviderAnswer } from './adapter.ts';

/** What was generated, for the count of what a provider doesn't count. */
export type Generated = {
  /** All text: what a stream of the answer would hold. */
  text: () => string;
  images: number;
};

export const generatedIn = ({ choices }: ProviderAnswer): Generated => ({
  text: () =>
    choices
      .flatMap(({ message: { reasoning, content, refusal, tool_calls: calls = [] } }) => [
        reasoning,
        content,
        refusal,
        ...calls.map((call) => call.function.name + call.function.arguments),
      ])
      .join(''),
  images: choices.reduce((sum, { message }) => sum + (message.images?.length ?? 0), 0),
});
