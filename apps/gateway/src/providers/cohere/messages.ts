import type { AssistantMessage, ChatMessage, TextContent, UserContentPart } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import { isObject, parseJson } from '../json.ts';
import { thoughtsOf } from './reasoning.ts';
import type { WireDocumentPart, WireImagePart, WireMessage, WireTextPart } from './wire.ts';

/** The conversation. What of it Cohere doesn't take is named in `ignored`. */
export const writeMessages = (call: AdapterCall, ignored: Set<string>): WireMessage[] =>
  call.request.messages.map((message) => writeMessage(message, call, ignored));

function writeMessage(message: ChatMessage, call: AdapterCall, ignored: Set<string>): WireMessage {
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', content: textOf(message.content) };
    case 'user': {
      const { content } = message;
      if (typeof content === 'string') return { role: 'user', content };
      return { role: 'user', content: content.flatMap((part) => writeUserPart(part, ignored)) };
    }
    case 'assistant':
      return writeAssistant(message, call, ignored);
    case 'tool':
      return {
        role: 'tool',
        tool_call_id: message.tool_call_id,
        content: writeResult(textOf(message.content)),
      };
  }
}

const textOf = (content: TextContent): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('');

function writeUserPart(part: UserContentPart, ignored: Set<string>): (WireTextPart | WireImagePart)[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'text', text: part.text }];
    case 'image_url': {
      const { url, detail } = part.image_url;
      if (detail === 'original') ignored.add('messages[].content[].image_url.detail');
      const known = detail && detail !== 'original' ? { detail } : {};
      return [{ type: 'image_url', image_url: { url, ...known } }];
    }
    case 'input_audio':
    case 'file':
      ignored.add(`messages[].content[].${part.type}`);
      return [];
  }
}

function writeAssistant(message: AssistantMessage, call: AdapterCall, ignored: Set<string>): WireMessage {
  const { thoughts, lost } = thoughtsOf(message, call);
  for (const field of lost) ignored.add(`messages[].${field}`);
  const plan = thoughts.filter(({ kind }) => kind === 'tool_plan').map(({ text }) => text);
  const thinking = thoughts.flatMap(({ kind, text }) =>
    kind === 'thinking' ? [{ type: 'thinking' as const, thinking: text }] : [],
  );
  const text = answerTextOf(message);
  const said = text === '' ? [] : [{ type: 'text' as const, text }];
  const calls = message.tool_calls ?? [];
  return {
    role: 'assistant',
    ...(thinking.length > 0 ? { content: [...thinking, ...said] } : {}),
    ...(thinking.length === 0 && (text !== '' || calls.length === 0) ? { content: text } : {}),
    ...(plan.length > 0 ? { tool_plan: plan.join('') } : {}),
    ...(calls.length > 0
      ? { tool_calls: calls.map(({ id, type, function: called }) => ({ id, type, function: called })) }
      : {}),
  };
}

function answerTextOf({ content, refusal }: AssistantMessage): string {
  if (typeof content === 'string') return content;
  if (!content) return refusal ?? '';
  return content.map((part) => (part.type === 'text' ? part.text : part.refusal)).join('');
}

/** Objects go as documents: then each can be cited, and its address comes back with the citation. */
function writeResult(text: string): string | WireDocumentPart[] {
  const parsed = parseJson(text);
  const results: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  const objects = results.filter(isObject);
  if (objects.length === 0 || objects.length < results.length) return text;
  return objects.map((data) => ({ type: 'document', document: { data } }));
}
