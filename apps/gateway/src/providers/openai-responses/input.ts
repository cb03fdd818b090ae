import type { AssistantMessage, ChatMessage, ReasoningDetail, UserContentPart } from '@parley/types';
import type { InputItem, InputPart, ReasoningItem } from './wire.ts';

/** The conversation as items: messages, calls and their results each for themselves. What is lost is put in `ignored`. */
export const writeInput = (messages: ChatMessage[], format: string, ignored: Set<string>): InputItem[] =>
  messages.flatMap((message): InputItem[] => {
    switch (message.role) {
      case 'assistant':
        return writeTurn(message, format, ignored);
      case 'tool':
        return [
          { type: 'function_call_output', call_id: message.tool_call_id, output: textOf(message.content) },
        ];
      case 'user':
        return writeUser(message.content, ignored);
      default:
        return [{ role: message.role, content: textOf(message.content) }];
    }
  });

function writeTurn(
  { content, refusal, reasoning_details: details, tool_calls }: AssistantMessage,
  format: string,
  ignored: Set<string>,
) {
  const reasoning = writeReasoning(details ?? [], format);
  const kept = new Set(reasoning.map(({ id }) => id));
  if (details?.some(({ id }) => !kept.has(id ?? ''))) ignored.add('messages[].reasoning_details');
  const said = textOf(content ?? '') || (refusal ?? '');
  return [
    ...reasoning,
    ...(said === '' ? [] : [{ role: 'assistant' as const, content: said }]),
    ...(tool_calls ?? []).map(({ id, function: { name, arguments: input } }) => ({
      type: 'function_call' as const,
      call_id: id,
      name,
      arguments: input,
    })),
  ];
}

/** The reasoning of a turn, an item for each id, as it was received. What isn't encrypted can't be taken back. */
function writeReasoning(details: ReasoningDetail[], format: string): ReasoningItem[] {
  const ours = details.filter((detail) => detail.format === format && detail.id);
  const ids = new Set(ours.map(({ id }) => id ?? ''));
  return [...ids].flatMap((id): ReasoningItem[] => {
    const pieces = ours.filter((detail) => detail.id === id);
    const encrypted = pieces.find((piece) => piece.type === 'reasoning.encrypted')?.data ?? null;
    if (encrypted === null) return [];
    const summary = pieces.flatMap((piece) =>
      piece.type === 'reasoning.summary'
        ? [{ type: 'summary_text' as const, text: piece.summary ?? '' }]
        : [],
    );
    return [{ type: 'reasoning', id, summary, encrypted_content: encrypted }];
  });
}

type Parts = readonly ({ type: 'text'; text: string } | { type: 'refusal'; refusal: string })[];

const textOf = (content: string | Parts): string =>
  typeof content === 'string'
    ? content
    : content.map((part) => (part.type === 'text' ? part.text : part.refusal)).join('');

/** A message of which nothing can be said is left out: a content without parts is refused. */
function writeUser(content: string | UserContentPart[], ignored: Set<string>): InputItem[] {
  if (typeof content === 'string') return [{ role: 'user', content }];
  const parts = content.flatMap((part) => writePart(part, ignored));
  return parts.length === 0 ? [] : [{ role: 'user', content: parts }];
}

function writePart(part: UserContentPart, ignored: Set<string>): InputPart[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'input_text', text: part.text }];
    case 'image_url':
      return [
        { type: 'input_image', image_url: part.image_url.url, detail: part.image_url.detail ?? 'auto' },
      ];
    case 'file': {
      const { filename, file_data: data, file_id: id } = part.file;
      return [
        {
          type: 'input_file',
          ...(filename ? { filename } : {}),
          ...(data === undefined ? {} : { file_data: data }),
          ...(id === undefined ? {} : { file_id: id }),
        },
      ];
    }
    // Sound goes by the chat wire: this one has none.
    case 'input_audio':
      ignored.add('messages[].content[].input_audio');
      return [];
  }
}
