import type { ChatCompletionRequest, ChatMetadata, Usage } from '@parley/types';
import type { Generated } from '../providers/generated.ts';
import { isCounted, type ReportedUsage, type UsageAnomaly } from '../providers/reported-usage.ts';
import { estimateTokens } from '../routing/estimate-tokens.ts';

export type SettledUsage = {
  usage: Usage;
  source: ChatMetadata['usage_source'];
  /** What an estimate was counted with. */
  tokenizer: string | null;
  /** What was charged for and no count tells, by the names of `metadata.unpriced`. */
  uncounted: string[];
  anomalies: UsageAnomaly[];
};

// Far more than any context and any number of choices: a bill for it would be an error.
const mostTokens = 100_000_000;

/**
 * The provider's usage; where it sent none that can be true, a count with our own tokenizer, and marked as one. What
 * the provider counted besides tokens stays.
 */
export async function settleUsage(
  reported: ReportedUsage | null,
  request: ChatCompletionRequest,
  generated: Generated,
): Promise<SettledUsage> {
  const { unpriced = [], anomalies = [], ...counts } = reported ?? {};
  const images = generated.images === 0 ? {} : { generated_images: generated.images };
  const doubt = isCounted(counts) ? doubtOf(counts, generated) : null;
  if (isCounted(counts) && doubt === null)
    return {
      usage: { ...counts, ...images },
      source: 'provider',
      tokenizer: null,
      uncounted: unpriced,
      anomalies,
    };
  const { web_searches: searches } = counts;
  return {
    usage: {
      ...(await estimate(request, generated)),
      ...(searches === undefined ? {} : { web_searches: searches }),
      ...images,
    },
    source: 'estimated',
    tokenizer: 'gpt-tokenizer/o200k_base',
    uncounted: [
      ...unpriced,
      ...(hasMedia(request) ? ['prompt_media'] : []),
      ...(generated.images === 0 ? [] : ['image_output_tokens']),
    ],
    anomalies: doubt === null ? anomalies : [...anomalies, doubt],
  };
}

/** Why counts can't be true. What has text came of a prompt, and has tokens: a zero is a count that was not made. */
function doubtOf(usage: Usage, { text }: Generated): UsageAnomaly | null {
  const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = usage;
  if (total > mostTokens) return 'implausible';
  if ((prompt === 0 || completion === 0) && text().trim() !== '') return 'unreadable';
  const asked = usage.prompt_tokens_details ?? {};
  const answered = usage.completion_tokens_details ?? {};
  const written = asked.cache_write_tokens ?? 0;
  const holds =
    (asked.cached_tokens ?? 0) + written <= prompt &&
    (asked.cache_write_1h_tokens ?? 0) <= written &&
    (asked.audio_tokens ?? 0) + (asked.image_tokens ?? 0) <= prompt &&
    (answered.reasoning_tokens ?? 0) <= completion &&
    (answered.audio_tokens ?? 0) + (answered.image_tokens ?? 0) <= completion;
  return holds ? null : 'unreadable';
}

async function estimate(request: ChatCompletionRequest, { text }: Generated): Promise<Usage> {
  const tokensIn = await tokenizer();
  const prompt = tokensIn(promptText(request));
  const completion = tokensIn(text());
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
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

const hasMedia = ({ messages }: ChatCompletionRequest): boolean =>
  messages.some(
    ({ content }) =>
      Array.isArray(content) &&
      content.some(({ type }) => type === 'image_url' || type === 'input_audio' || type === 'file'),
  );
