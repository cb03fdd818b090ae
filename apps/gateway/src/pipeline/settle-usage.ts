import type { ChatCompletionRequest, ChatMetadata, Usage } from '@parley/types';
import { estimateTokens } from '../routing/estimate-tokens.ts';

export type SettledUsage = { usage: Usage; source: ChatMetadata['usage_source'] };

// Far more than any context and any number of choices: a bill for it would be an error.
const mostTokens = 100_000_000;

/** The provider's usage; where it sent none that can be true, a count with our own tokenizer, and marked as one. */
export async function settleUsage(
  reported: Usage | null,
  request: ChatCompletionRequest,
  answerText: () => string,
): Promise<SettledUsage> {
  if (reported !== null && reported.total_tokens <= mostTokens)
    return { usage: reported, source: 'provider' };
  const tokensIn = await tokenizer();
  const prompt = tokensIn(promptText(request));
  const completion = tokensIn(answerText());
  return {
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
    source: 'estimated',
  };
}

// 2 MB of tables, needed only when a provider keeps its counts to itself.
async function tokenizer(): Promise<(text: string) => number> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  return (text) => estimateTokens(text, (slice) => countTokens(slice, { allowedSpecial: 'all' }));
}

/** What the model reads as text. Images, sound and files aren't counted: no tokenizer can. */
function promptText({ messages, tools }: ChatCompletionRequest): string {
  const texts = messages.flatMap((message) => {
    const { content } = message;
    const own =
      typeof content === 'string'
        ? [content]
        : (content ?? []).flatMap((part) => ('text' in part ? [part.text] : []));
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
    return [...own, ...calls.map((call) => call.function.name + call.function.arguments)];
  });
  return [...texts, tools?.length ? JSON.stringify(tools) : ''].join('\n');
}
