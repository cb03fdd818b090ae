import type { LanguageModelV4Message, LanguageModelV4Prompt, SharedV4Warning } from '@ai-sdk/provider';
import type { CacheControl, ChatMessage, UserContentPart } from '@parley/types';
import { convertAssistantMessage } from './convert-assistant-message.ts';
import { convertFile } from './convert-file.ts';
import { convertToolResults } from './convert-tool-results.ts';
import { readPartOptions } from './options.ts';
import { textContent } from './text-content.ts';

type UserMessage = Extract<LanguageModelV4Message, { role: 'user' }>;

export function convertPrompt(prompt: LanguageModelV4Prompt, warnings: SharedV4Warning[]): ChatMessage[] {
  return prompt.flatMap((message) => convertMessage(message, warnings));
}

function convertMessage(message: LanguageModelV4Message, warnings: SharedV4Warning[]): ChatMessage[] {
  const { cache_control } = readPartOptions(message.providerOptions);
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: textContent([{ text: message.content, cache_control }]) }];
    case 'user':
      return [{ role: 'user', content: convertUserContent(message, cache_control) }];
    case 'assistant':
      return [convertAssistantMessage(message, warnings)];
    case 'tool':
      return convertToolResults(message, warnings);
  }
}

/** `cacheControl` of a whole message holds up to its end, so its last part has it. */
function convertUserContent({ content }: UserMessage, cacheControl: CacheControl | undefined) {
  const parts = content.map((part, index): UserContentPart => {
    const inherited = index === content.length - 1 ? cacheControl : undefined;
    if (part.type === 'file') {
      const file = convertFile(part);
      return inherited === undefined || file.type === 'input_audio'
        ? file
        : { cache_control: inherited, ...file };
    }
    const cache_control = readPartOptions(part.providerOptions).cache_control ?? inherited;
    return { type: 'text', text: part.text, ...(cache_control === undefined ? {} : { cache_control }) };
  });
  const [only, ...others] = parts;
  if (only?.type === 'text' && only.cache_control === undefined && others.length === 0) return only.text;
  return parts;
}
