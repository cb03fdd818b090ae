import type { LanguageModelV4FilePart, LanguageModelV4Message, SharedV4Warning } from '@ai-sdk/provider';
import type { AssistantMessage, ChatMessage, GeneratedImage, ReasoningDetail } from '@parley/types';
import { toBase64 } from './base64.ts';
import { readPartOptions } from './options.ts';

type Message = Extract<LanguageModelV4Message, { role: 'assistant' }>;
type Unsaid = Extract<Message['content'][number], { type: 'custom' | 'reasoning-file' | 'tool-result' }>;

/** An earlier answer as the gateway gave it: signed reasoning goes back in the order and shape in which it came. */
export function convertAssistantMessage({ content }: Message, warnings: SharedV4Warning[]): ChatMessage {
  let text = '';
  let refusal = '';
  let reasoning = '';
  const details: ReasoningDetail[] = [];
  const calls: NonNullable<AssistantMessage['tool_calls']> = [];
  const images: GeneratedImage[] = [];
  let audio: AssistantMessage['audio'];
  for (const part of content) {
    const options = readPartOptions(part.providerOptions);
    details.push(...(options.reasoning_details ?? []));
    if (part.type === 'text') {
      if (options.refusal) refusal += part.text;
      else text += part.text;
    } else if (part.type === 'reasoning') {
      reasoning += part.text;
    } else if (part.type === 'tool-call' && part.providerExecuted !== true) {
      const { toolCallId: id, toolName: name, input } = part;
      calls.push({ id, type: 'function', function: { name, arguments: JSON.stringify(input) } });
    } else if (part.type === 'file' && options.audio !== undefined) {
      audio = { id: options.audio.id };
    } else if (part.type === 'file' && part.mediaType.startsWith('image')) {
      images.push(...convertImage(part, warnings));
    } else {
      warnings.push({ type: 'other', message: unsaid(part) });
    }
  }
  return {
    role: 'assistant',
    content: text === '' && (calls.length > 0 || refusal !== '') ? null : text,
    ...(refusal === '' ? {} : { refusal }),
    ...(reasoning === '' ? {} : { reasoning }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(images.length === 0 ? {} : { images }),
    ...(audio === undefined ? {} : { audio }),
  };
}

function convertImage(
  { data, mediaType }: LanguageModelV4FilePart,
  warnings: SharedV4Warning[],
): GeneratedImage[] {
  if (data.type === 'data') return [imageAt(`data:${mediaType};base64,${toBase64(data.data)}`)];
  if (data.type === 'url') return [imageAt(data.originalUrl ?? data.url.href)];
  warnings.push({ type: 'other', message: `A ${data.type} image of an earlier answer was not sent.` });
  return [];
}

function imageAt(url: string): GeneratedImage {
  return { type: 'image_url', image_url: { url } };
}

function unsaid({ type }: { type: Unsaid['type'] | 'file' | 'tool-call' }): string {
  const what = {
    custom: 'A custom part',
    file: 'A file that is no image',
    'reasoning-file': 'A file of the reasoning',
    'tool-call': 'A tool call that another provider ran',
    'tool-result': 'The result of a tool that another provider ran',
  };
  return `${what[type]} of an earlier answer was not sent: the contract has no place for it.`;
}
