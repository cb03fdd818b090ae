import type { AssistantMessage, ChatMessage } from '@parley/types';
import type { Dialect, Wire } from './dialect.ts';

/** A message as the dialect has it: the fields its coverage table forwards, and reasoning where it is wanted back. */
export function writeMessage(message: ChatMessage, dialect: Dialect): Wire {
  const supportOf: { [field: string]: string | undefined } = dialect.coverage.message;
  const wire: Wire = {
    role: message.role === 'developer' && !dialect.developerRole ? 'system' : message.role,
  };
  const fields: { [field: string]: unknown } = message;
  for (const field in fields) {
    const value = fields[field];
    if (supportOf[field] === 'forwarded' && (value !== null || field === 'content')) wire[field] = value;
  }
  if (Array.isArray(wire['content']) && !dialect.cacheControl)
    wire['content'] = wire['content'].map(withoutCacheControl);
  return message.role === 'assistant' && dialect.reasoningBack !== undefined
    ? { ...wire, ...writeReasoning(message, wire, dialect.reasoningBack) }
    : wire;
}

function withoutCacheControl(part: Wire): Wire {
  const { cache_control: _cached, ...rest } = part;
  return rest;
}

const reasoningFields = ['reasoning', 'reasoning_content', 'reasoning_details'] as const;

/** The fields of reasoning that stay behind: those of turns without calls, where only the others' go back. */
export function lostReasoning(messages: ChatMessage[], { reasoningBack }: Dialect): string[] {
  if (reasoningBack?.on !== 'tool_calls') return [];
  const turns = messages.filter((message) => message.role === 'assistant');
  return reasoningFields
    .filter((field) => turns.some((turn) => !turn.tool_calls?.length && turn[field]?.length))
    .map((field) => `messages[].${field}`);
}

type ReasoningBack = NonNullable<Dialect['reasoningBack']>;

function writeReasoning(message: AssistantMessage, { content }: Wire, reasoningBack: ReasoningBack): Wire {
  if (reasoningBack.on === 'tool_calls' && !message.tool_calls?.length) return {};
  const details = message.reasoning_details ?? [];
  if (reasoningBack.as === 'reasoning_details' && details.length > 0) return { reasoning_details: details };
  const text = reasoningTextOf(message);
  if (text === '') return {};
  switch (reasoningBack.as) {
    case 'reasoning_details':
      return { reasoning_details: [{ type: 'reasoning.text', text }] };
    case 'thinking_parts': {
      const parts = typeof content === 'string' && content !== '' ? [{ type: 'text', text: content }] : [];
      return {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text }] },
          ...(Array.isArray(content) ? content : parts),
        ],
      };
    }
    default:
      return { [reasoningBack.as]: text };
  }
}

function reasoningTextOf({
  reasoning,
  reasoning_content: content,
  reasoning_details: details,
}: AssistantMessage): string {
  const inDetails = (details ?? []).map((detail) => {
    if (detail.type === 'reasoning.text') return detail.text ?? '';
    return detail.type === 'reasoning.summary' ? (detail.summary ?? '') : '';
  });
  return reasoning ?? content ?? inDetails.join('');
}
