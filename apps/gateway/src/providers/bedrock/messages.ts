// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html
import type { TextContent, ToolMessage } from '@parley/types';
import type { CatalogModel } from '../../catalog/model.ts';
import type { AdapterCall } from '../adapter.ts';
import { writeAnswer } from './answer-blocks.ts';
import { cachePoint, createPartWriter, textBlocks } from './content.ts';
import { wireIdOf } from './tool-id.ts';
import type { ConverseBody, WireBlock, WireCachePoint, WireMessage, WireText } from './wire.ts';

/** The conversation. Its roles take turns, so what one side says in a row, all results of a turn too, is one message. */
export function writeMessages(
  { request, model }: AdapterCall,
  ignored: Set<string>,
): Pick<ConverseBody, 'messages' | 'system'> {
  const system: (WireText | WireCachePoint)[] = [];
  const messages: WireMessage[] = [];
  const writePart = createPartWriter(model, ignored);
  const say = (role: WireMessage['role'], content: WireBlock[]) => {
    const last = messages.at(-1);
    if (content.length === 0) return;
    if (last?.role === role) last.content.push(...content);
    else messages.push({ role, content });
  };
  for (const message of request.messages) {
    switch (message.role) {
      case 'system':
      case 'developer':
        system.push(...writeTexts(message.content, model, ignored));
        break;
      case 'user': {
        const { content } = message;
        say('user', typeof content === 'string' ? textBlocks(content) : content.flatMap(writePart));
        break;
      }
      case 'assistant':
        say('assistant', writeAnswer(message, model, ignored));
        break;
      case 'tool':
        say('user', writeResult(message, model, ignored));
        break;
    }
  }
  // A conversation must have something to answer.
  if (messages.length === 0) return { messages: [{ role: 'user', content: system }] };
  return { messages, ...(system.length === 0 ? {} : { system }) };
}

const writeTexts = (
  content: TextContent,
  model: CatalogModel,
  ignored: Set<string>,
): (WireText | WireCachePoint)[] =>
  typeof content === 'string'
    ? textBlocks(content)
    : content.flatMap((part) => [
        ...textBlocks(part.text),
        ...cachePoint(part.cache_control, model, ignored),
      ]);

function writeResult(message: ToolMessage, model: CatalogModel, ignored: Set<string>): WireBlock[] {
  const { content, tool_call_id: id } = message;
  const parts = typeof content === 'string' ? [{ text: content }] : content;
  const marks =
    typeof content === 'string'
      ? []
      : content.flatMap((part) => cachePoint(part.cache_control, model, ignored));
  return [
    { toolResult: { toolUseId: wireIdOf(id), content: parts.flatMap(({ text }) => textBlocks(text)) } },
    ...marks.slice(0, 1),
  ];
}
