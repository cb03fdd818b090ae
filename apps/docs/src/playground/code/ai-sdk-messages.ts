import type { ChatMessage } from '@parley/types';

type Content = ChatMessage['content'];

/** A conversation in the words of the AI SDK: calls and results of tools are parts, and a result names its tool. */
export function aiSdkMessages(messages: readonly ChatMessage[]): {
  instructions: string;
  conversation: object[];
} {
  const named = new Map(
    messages.flatMap((message) =>
      message.role === 'assistant'
        ? (message.tool_calls ?? []).map((call) => [call.id, call.function.name] as const)
        : [],
    ),
  );
  const instructions = messages.flatMap(({ role, content }) =>
    role === 'system' || role === 'developer' ? [textOf(content)] : [],
  );
  const conversation = messages.flatMap((message): object[] => {
    if (message.role === 'user') return [{ role: 'user', content: textOf(message.content) }];
    if (message.role === 'tool') {
      const { tool_call_id: toolCallId, content } = message;
      const output = { type: 'text', value: textOf(content) };
      const toolName = named.get(toolCallId) ?? 'unknown';
      return [{ role: 'tool', content: [{ type: 'tool-result', toolCallId, toolName, output }] }];
    }
    if (message.role !== 'assistant') return [];
    const calls = (message.tool_calls ?? []).map((call) => ({
      type: 'tool-call',
      toolCallId: call.id,
      toolName: call.function.name,
      input: inputOf(call.function.arguments),
    }));
    const text = textOf(message.content);
    if (calls.length === 0) return [{ role: 'assistant', content: text }];
    return [{ role: 'assistant', content: [...(text === '' ? [] : [{ type: 'text', text }]), ...calls] }];
  });
  return { instructions: instructions.join('\n'), conversation };
}

function textOf(content: Content): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');
}

function inputOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
