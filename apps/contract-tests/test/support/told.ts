import type OpenAI from 'openai';

/** What an answer says, whole or streamed, gateway or provider. */
export type Told = {
  text: string;
  toolCalls: { name: string; arguments: string }[];
  finishReason: string | null;
  tokens: { prompt: number; completion: number } | null;
};

export function toldByCompletion({ choices: [choice], usage }: OpenAI.ChatCompletion): Told {
  return {
    text: textOf(choice?.message.content),
    toolCalls: (choice?.message.tool_calls ?? []).flatMap((call) =>
      call.type === 'function' ? [{ name: call.function.name, arguments: call.function.arguments }] : [],
    ),
    finishReason: choice?.finish_reason ?? null,
    tokens: tokensOf(usage),
  };
}

export function toldByChunks(chunks: readonly OpenAI.ChatCompletionChunk[]): Told {
  const told: Told = { text: '', toolCalls: [], finishReason: null, tokens: null };
  for (const { choices, usage } of chunks) {
    told.tokens = tokensOf(usage) ?? told.tokens;
    const [choice] = choices;
    if (choice === undefined) continue;
    told.text += textOf(choice.delta.content);
    told.finishReason = choice.finish_reason ?? told.finishReason;
    for (const { index, function: piece } of choice.delta.tool_calls ?? []) {
      const call = told.toolCalls[index] ?? { name: '', arguments: '' };
      told.toolCalls[index] = {
        name: call.name + (piece?.name ?? ''),
        arguments: call.arguments + (piece?.arguments ?? ''),
      };
    }
  }
  return told;
}

// Mistral's content may be a list of parts, of which some are thoughts.
const textOf = (content: unknown): string =>
  Array.isArray(content)
    ? content.map((part: { type: string; text?: string }) => (part.type === 'text' ? part.text : '')).join('')
    : String(content ?? '');

// All that was generated: xAI counts reasoning beside the completion, and its total holds both.
const tokensOf = (usage: OpenAI.CompletionUsage | null | undefined): Told['tokens'] =>
  usage == null
    ? null
    : { prompt: usage.prompt_tokens, completion: usage.total_tokens - usage.prompt_tokens };
