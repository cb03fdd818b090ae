import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4ToolResultPart,
  SharedV4Warning,
} from '@ai-sdk/provider';
import type { ChatMessage, UserContentPart } from '@parley/types';
import { convertFile } from './convert-file.ts';
import { readPartOptions } from './options.ts';
import { type Text, textContent } from './text-content.ts';

type Message = Extract<LanguageModelV4Message, { role: 'tool' }>;

/**
 * A message for each result, in text alone, as the contract has it. Files of results follow the last one in a message
 * of the user, which says whose they are.
 */
export function convertToolResults({ content }: Message, warnings: SharedV4Warning[]): ChatMessage[] {
  const results: ChatMessage[] = [];
  const files: UserContentPart[] = [];
  for (const part of content) {
    if (part.type === 'tool-approval-response') {
      warnings.push({ type: 'unsupported', feature: 'approval of tools that a provider runs' });
      continue;
    }
    const { toolCallId, toolName, providerOptions } = part;
    const { texts, attached } = readOutput(part, warnings);
    const { cache_control } = readPartOptions(providerOptions);
    const last = texts.at(-1);
    if (last !== undefined) last.cache_control ??= cache_control;
    results.push({ role: 'tool', tool_call_id: toolCallId, content: textContent(texts) });
    if (attached.length === 0) continue;
    files.push(
      { type: 'text', text: `What ${toolName} (${toolCallId}) returned:` },
      ...attached.map(convertFile),
    );
    warnings.push({
      type: 'compatibility',
      feature: `files in the result of tool ${toolName}`,
      details: 'They are sent in a message of the user after the results.',
    });
  }
  return files.length === 0 ? results : [...results, { role: 'user', content: files }];
}

function readOutput(
  { output, toolName }: LanguageModelV4ToolResultPart,
  warnings: SharedV4Warning[],
): { texts: Text[]; attached: LanguageModelV4FilePart[] } {
  const said = (text: string) => ({ texts: [{ text }], attached: [] });
  switch (output.type) {
    case 'text':
    case 'error-text':
      return said(output.value);
    case 'json':
    case 'error-json':
      return said(JSON.stringify(output.value));
    case 'execution-denied':
      return said(output.reason ?? 'The user did not allow this call.');
    case 'content': {
      const texts: Text[] = [];
      const attached: LanguageModelV4FilePart[] = [];
      for (const item of output.value) {
        if (item.type === 'file') attached.push(item);
        else if (item.type === 'text') texts.push({ text: item.text, ...cacheOf(item) });
        else
          warnings.push({ type: 'unsupported', feature: `custom content in the result of tool ${toolName}` });
      }
      if (texts.length === 0) texts.push({ text: attached.length > 0 ? 'See the next message.' : '' });
      return { texts, attached };
    }
  }
}

function cacheOf({
  providerOptions,
}: Pick<LanguageModelV4ToolResultPart, 'providerOptions'>): Omit<Text, 'text'> {
  return { cache_control: readPartOptions(providerOptions).cache_control };
}
