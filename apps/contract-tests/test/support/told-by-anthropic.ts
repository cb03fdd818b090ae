import type { Told } from './told.ts';

type Usage = { input_tokens: number; output_tokens: number };
type Block = { type: string; text?: string; name?: string; input?: object };

/** Of `/messages`' answers, what recordings hold. */
export type AnthropicMessage = { content: Block[]; stop_reason: string; usage: Usage };
export type AnthropicEvent = {
  type: string;
  content_block?: Block;
  delta?: { type?: string; text?: string; partial_json?: string; stop_reason?: string };
  usage?: Usage;
};

const finishReasons: { [wire: string]: string } = {
  end_turn: 'stop',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

const tokensOf = (usage: Usage): Told['tokens'] => ({
  prompt: usage.input_tokens,
  completion: usage.output_tokens,
});

/** What a whole answer says. */
export function toldByMessage({ content, stop_reason: reason, usage }: AnthropicMessage): Told {
  const calls = content.filter(({ type }) => type === 'tool_use');
  return {
    text: content.map(({ type, text }) => (type === 'text' ? text : '')).join(''),
    toolCalls: calls.map(({ name, input }) => ({ name: name ?? '', arguments: JSON.stringify(input) })),
    finishReason: finishReasons[reason] ?? reason,
    tokens: tokensOf(usage),
  };
}

/** What the events of a stream say. Only its last one ends it. */
export function toldByEvents(events: readonly AnthropicEvent[]): Told {
  const told: Told = { text: '', toolCalls: [], finishReason: null, tokens: null };
  let reason = '';
  let block: Block | undefined;
  for (const { type, content_block: begun, delta, usage } of events) {
    block = begun ?? block;
    if (begun?.type === 'tool_use') told.toolCalls.push({ name: begun.name ?? '', arguments: '' });
    if (delta?.type === 'text_delta') told.text += delta.text ?? '';
    const call = block?.type === 'tool_use' ? told.toolCalls.at(-1) : undefined;
    if (call !== undefined) call.arguments += delta?.partial_json ?? '';
    if (type === 'message_delta' && usage !== undefined) told.tokens = tokensOf(usage);
    reason = delta?.stop_reason ?? reason;
    if (type === 'message_stop') told.finishReason = finishReasons[reason] ?? reason;
  }
  for (const call of told.toolCalls) call.arguments ||= '{}';
  return told;
}
