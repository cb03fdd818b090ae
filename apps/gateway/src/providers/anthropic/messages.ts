import type { ChatCompletionRequest, ToolMessage } from '@parley/types';
import { writeAnswer } from './answer-blocks.ts';
import { writeUserPart } from './media.ts';
import { cacheMark, writeText, writeTexts } from './text.ts';
import { createToolIds, type ToolIds } from './tool-ids.ts';
import type { MessagesBody, WireBlock, WireMessage, WireToolResult } from './wire.ts';

/**
 * The conversation. Instructions stand apart from it, wherever they came; the results of tools that follow each other
 * are one message; and a message that says nothing is left out, since Anthropic refuses it.
 */
export function writeMessages(
  { messages: given }: ChatCompletionRequest,
  ignored: Set<string>,
): Pick<MessagesBody, 'messages' | 'system'> {
  const messages: WireMessage[] = [];
  const system = given.flatMap((message) =>
    message.role === 'system' || message.role === 'developer' ? writeTexts(message.content) : [],
  );
  const ids = createToolIds();
  let results: ToolMessage[] = [];
  const add = (role: WireMessage['role'], content: WireBlock[]) => {
    if (content.length > 0) messages.push({ role, content });
  };
  const closeResults = () => {
    add('user', writeResults(results, ids));
    results = [];
  };
  for (const message of given) {
    if (message.role === 'tool') {
      results.push(message);
      continue;
    }
    if (message.role === 'system' || message.role === 'developer') continue;
    closeResults();
    if (message.role === 'assistant') add('assistant', writeAnswer(message, ids, ignored));
    else if (typeof message.content === 'string') add('user', writeText(message.content));
    else
      add(
        'user',
        message.content.flatMap((part) => writeUserPart(part, ignored)),
      );
  }
  closeResults();
  trimLastAnswer(messages);
  // A request must have something to answer.
  if (messages.length === 0) return { messages: [{ role: 'user', content: system }] };
  return { messages, ...(system.length === 0 ? {} : { system }) };
}

/** Each call has one result: of several the last. */
function writeResults(results: ToolMessage[], ids: ToolIds): WireToolResult[] {
  const last = new Map(results.map((result) => [ids.result(result.tool_call_id), result]));
  return [...last].map(([id, { content }]) => {
    const texts = writeTexts(content).map(({ type, text }) => ({ type, text }));
    const mark = typeof content === 'string' ? null : content.findLast((part) => part.cache_control);
    return {
      type: 'tool_result',
      tool_use_id: id,
      ...(texts.length === 0 ? {} : { content: typeof content === 'string' ? content : texts }),
      ...cacheMark(mark?.cache_control),
    };
  });
}

// An answer that is to be gone on with may not end in white space.
function trimLastAnswer(messages: WireMessage[]): void {
  const last = messages.at(-1);
  const block = last?.role === 'assistant' ? last.content.at(-1) : undefined;
  if (last === undefined || block?.type !== 'text') return;
  messages[messages.length - 1] = {
    ...last,
    content: [...last.content.slice(0, -1), { ...block, text: block.text.trimEnd() }],
  };
}

/** Whether tools are being answered in a turn that was not begun by thinking, or whose thinking is lost. */
export function isUnthoughtTurn(messages: readonly WireMessage[]): boolean {
  if (!answersTools(messages.at(-1))) return false;
  const asked = messages.findLastIndex((message) => message.role === 'user' && !answersTools(message));
  const type = messages[asked + 1]?.content[0]?.type;
  return type !== 'thinking' && type !== 'redacted_thinking';
}

const answersTools = (message: WireMessage | undefined): boolean =>
  message?.role === 'user' && message.content.some(({ type }) => type === 'tool_result');
