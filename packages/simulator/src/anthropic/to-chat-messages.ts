import { isArray, isObject, type JsonObject } from '../json.ts';

/** The system prompt and the conversation as OpenAI's messages. */
export function toChatMessages({ system, messages }: JsonObject): JsonObject[] {
  const prompt = textIn(system, '\n');
  const conversation = (isArray(messages) ? messages : []).filter(isObject);
  return [
    ...(prompt === '' ? [] : [{ role: 'system', content: prompt }]),
    ...conversation.flatMap((message) => (message.role === 'assistant' ? [said(message)] : asked(message))),
  ];
}

/** Results of tools are messages of their own, before what the user says beside them. */
function asked({ content }: JsonObject): JsonObject[] {
  if (!isArray(content)) return [{ role: 'user', content }];
  const blocks = content.filter(isObject);
  const results = blocks.filter((block) => block.type === 'tool_result');
  const rest = blocks.filter((block) => block.type !== 'tool_result');
  const pictures = results.flatMap((result) =>
    (isArray(result.content) ? result.content : []).filter((part) => isObject(part) && part.type !== 'text'),
  );
  const parts = [...rest, ...pictures.filter(isObject)].map(toPart);
  return [
    ...results.map((result) => ({
      role: 'tool',
      tool_call_id: result.tool_use_id,
      content: textIn(result.content, '\n'),
    })),
    ...(parts.length === 0 ? [] : [{ role: 'user', content: onlyText(parts) ?? parts }]),
  ];
}

function said({ content }: JsonObject): JsonObject {
  if (!isArray(content)) return { role: 'assistant', content };
  const blocks = content.filter(isObject);
  const calls = blocks.filter((block) => block.type === 'tool_use');
  const thinking = blocks.filter((block) => block.type === 'thinking').map((block) => block.thinking);
  const text = textIn(content, '');
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    reasoning_content: thinking.length === 0 ? undefined : thinking.join('\n'),
    tool_calls: calls.length === 0 ? undefined : calls.map(toCall),
  };
}

function toCall({ id, name, input }: JsonObject): JsonObject {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(input) } };
}

function toPart(block: JsonObject): JsonObject {
  const source = isObject(block.source) ? block.source : {};
  const url = source.type === 'base64' ? `data:${source.media_type};base64,${source.data}` : source.url;
  switch (block.type) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'search_result':
      return { type: 'text', text: [block.title, textIn(block.content, '\n')].join('\n') };
    case 'image':
      return { type: 'image_url', image_url: { url } };
    default:
      return { type: 'file', file: { filename: block.title, file_data: url ?? source.data } };
  }
}

function onlyText(parts: readonly JsonObject[]): unknown {
  const [part] = parts;
  return parts.length === 1 && part?.type === 'text' ? part.text : undefined;
}

function textIn(content: unknown, between: string): string {
  if (typeof content === 'string') return content;
  const blocks = (isArray(content) ? content : []).filter(isObject);
  return blocks
    .filter((block) => block.type === 'text')
    .map((block) => block.text)
    .join(between);
}
