import type { Told } from './told.ts';

type Content = { type?: string; text?: string; thinking?: string };
type Call = { function: { name?: string; arguments?: string } };
type Usage = { tokens: { input_tokens: number; output_tokens: number } };

/** As far as it is read here. https://docs.cohere.com/reference/chat */
export type CohereAnswer = {
  message: { content?: Content[]; tool_calls?: Call[] };
  finish_reason: string;
  usage?: Usage;
};

export type CohereEvent = {
  type: string;
  index?: number;
  delta?: {
    message?: { content?: Content | Content[]; tool_calls?: Call | Call[] };
    finish_reason?: string;
    usage?: Usage;
  };
};

const finishReasons: { [wire: string]: string } = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  TOOL_CALL: 'tool_calls',
};

const tokensOf = (usage: Usage | undefined): Told['tokens'] =>
  usage === undefined ? null : { prompt: usage.tokens.input_tokens, completion: usage.tokens.output_tokens };

export const toldByCohere = ({ message, finish_reason: reason, usage }: CohereAnswer): Told => ({
  text: (message.content ?? []).map(({ text }) => text ?? '').join(''),
  toolCalls: (message.tool_calls ?? []).map((call) => ({
    name: call.function.name ?? '',
    arguments: call.function.arguments || '{}',
  })),
  finishReason: finishReasons[reason] ?? null,
  tokens: tokensOf(usage),
});

export function toldByCohereEvents(events: readonly CohereEvent[]): Told {
  const content: Content[] = [];
  const calls: Call[] = [];
  let told: Told = { text: '', toolCalls: [], finishReason: null, tokens: null };
  for (const { type, index = 0, delta } of events) {
    const piece = delta?.message?.content;
    if (piece !== undefined && !Array.isArray(piece)) content.push(piece);
    const call = delta?.message?.tool_calls;
    if (call !== undefined && !Array.isArray(call)) {
      const before = calls[index]?.function;
      calls[index] = {
        function: {
          name: call.function.name ?? before?.name ?? '',
          arguments: (before?.arguments ?? '') + (call.function.arguments ?? ''),
        },
      };
    }
    const answer = { message: { content, tool_calls: calls }, finish_reason: delta?.finish_reason ?? '' };
    told = toldByCohere({ ...answer, ...(delta?.usage === undefined ? {} : { usage: delta.usage }) });
    if (type === 'message-end') return told;
  }
  return told;
}
