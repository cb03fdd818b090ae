import type { Told } from './told.ts';

type Usage = {
  inputTokens: number;
  outputTokens: number;
  cacheReadInputTokens?: number;
  cacheWriteInputTokens?: number;
};

/** As far as it is read here. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export type BedrockAnswer = {
  output: { message: { content: { text?: string; toolUse?: { name: string; input: object } }[] } };
  stopReason: string;
  usage: Usage;
};

/** One event, with its name around its body. */
export type BedrockEvent = {
  contentBlockStart?: { contentBlockIndex: number; start: { toolUse?: { name: string } } };
  contentBlockDelta?: { contentBlockIndex: number; delta: { text?: string; toolUse?: { input: string } } };
  messageStop?: { stopReason: string };
  metadata?: { usage: Usage };
};

const finishReasons: { [wire: string]: string } = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_calls',
  guardrail_intervened: 'content_filter',
};

const tokensOf = ({ inputTokens, outputTokens, ...cache }: Usage): Told['tokens'] => ({
  prompt: inputTokens + (cache.cacheReadInputTokens ?? 0) + (cache.cacheWriteInputTokens ?? 0),
  completion: outputTokens,
});

export const toldByBedrock = ({ output, stopReason, usage }: BedrockAnswer): Told => ({
  text: output.message.content.map(({ text }) => text ?? '').join(''),
  toolCalls: output.message.content.flatMap(({ toolUse }) =>
    toolUse === undefined ? [] : [{ name: toolUse.name, arguments: JSON.stringify(toolUse.input) }],
  ),
  finishReason: finishReasons[stopReason] ?? null,
  tokens: tokensOf(usage),
});

export function toldByBedrockEvents(events: readonly BedrockEvent[]): Told {
  const told: Told = { text: '', toolCalls: [], finishReason: null, tokens: null };
  const calls = new Map<number, { name: string; arguments: string }>();
  for (const { contentBlockStart: start, contentBlockDelta: piece, messageStop, metadata } of events) {
    if (start?.start.toolUse !== undefined) {
      const call = { name: start.start.toolUse.name, arguments: '' };
      calls.set(start.contentBlockIndex, call);
      told.toolCalls.push(call);
    }
    told.text += piece?.delta.text ?? '';
    const call = calls.get(piece?.contentBlockIndex ?? -1);
    if (call !== undefined) call.arguments += piece?.delta.toolUse?.input ?? '';
    if (messageStop !== undefined) told.finishReason = finishReasons[messageStop.stopReason] ?? null;
    if (metadata !== undefined) told.tokens = tokensOf(metadata.usage);
  }
  return told;
}
