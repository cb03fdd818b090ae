import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Failure } from '../server/wire.ts';
import { first } from '../shape.ts';
import { refusal } from './errors.ts';

/** The order of messages, the answers to tools, and texts that say nothing. */
export function checkConversation(body: JsonObject): Failure | null {
  const messages = (isArray(body.messages) ? body.messages : []).filter(isObject);
  if (messages[0]?.role !== 'user') return refusal('messages: first message must use the "user" role');
  return first([
    ...messages.map((message, index) => () => checkTexts(message, index, messages.length)),
    ...[{}, ...messages].map((message, index) => () => checkToolResults(message, messages[index], index)),
    () => checkIds(messages),
  ]);
}

export function blocksIn(message: JsonObject | undefined): JsonObject[] {
  return (isArray(message?.content) ? message.content : []).filter(isObject);
}

function checkTexts(message: JsonObject, index: number, length: number): Failure | null {
  const last = index === length - 1 && message.role === 'assistant';
  const { content } = message;
  if ((content === '' || (isArray(content) && content.length === 0)) && !last)
    return refusal(
      `messages.${index}: all messages must have non-empty content except for the optional final assistant message`,
    );
  const texts = blocksIn(message)
    .filter((block) => block.type === 'text')
    .map((block) => String(block.text));
  if (texts.includes('')) return refusal('messages: text content blocks must be non-empty');
  if (texts.some((text) => text.trim() === ''))
    return refusal('messages: text content blocks must contain non-whitespace text');
  const end = typeof content === 'string' ? content : (texts.at(-1) ?? '');
  if (last && /\s$/.test(end))
    return refusal('messages: final assistant content cannot end with trailing whitespace');
  return null;
}

/** Each call of a message is answered once at the start of the next; nothing else is answered. */
function checkToolResults(message: JsonObject, next: JsonObject | undefined, index: number): Failure | null {
  const called = blocksIn(message)
    .filter((block) => block.type === 'tool_use')
    .map((block) => String(block.id));
  const following = blocksIn(next);
  const results = following.filter((block) => block.type === 'tool_result');
  const answered = results.map((block) => String(block.tool_use_id));
  const stray = following.findIndex(
    (block) => block.type === 'tool_result' && !called.includes(String(block.tool_use_id)),
  );
  if (stray >= 0)
    return refusal(
      `messages.${index}.content.${stray}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${following[stray]?.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
    );
  const leading = following.slice(0, results.length).every((block) => block.type === 'tool_result');
  const open = called.filter((id) => !leading || !answered.includes(id));
  if (open.length > 0)
    return refusal(
      `messages.${index - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
    );
  if (new Set(answered).size < answered.length)
    return refusal(
      `messages.${index}.content: each tool_use must have a single result. Found multiple \`tool_result\` blocks.`,
    );
  return null;
}

function checkIds(messages: readonly JsonObject[]): Failure | null {
  const blocks = messages.flatMap(blocksIn);
  const ids = (type: string, member: string) =>
    blocks.filter((block) => block.type === type).map((block) => block[member]);
  const uses = ids('tool_use', 'id');
  if (new Set(uses).size < uses.length) return refusal('messages: `tool_use` ids must be unique');
  const found = ids('web_search_tool_result', 'tool_use_id');
  const open = ids('server_tool_use', 'id').find((id) => !found.includes(id));
  return open === undefined
    ? null
    : refusal(
        `messages: \`web_search\` tool use with id \`${open}\` was found without a corresponding \`web_search_tool_result\` block`,
      );
}
