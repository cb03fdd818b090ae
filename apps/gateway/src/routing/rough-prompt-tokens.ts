import type { ChatCompletionRequest, ChatMessage } from '@parley/types';

type Part = Exclude<NonNullable<ChatMessage['content']>, string>[number];

const bytesPerToken = 4;
const tokensPerMessage = 4;
const tokensPerImage = 1_000;
// Of base64: a page of a document, about a thousand tokens, is some 40,000 characters; sound is thinner still.
const documentCharactersPerToken = 40;
const soundCharactersPerToken = 1_000;

/**
 * A guess at the prompt's tokens that is good enough to compare prices and contexts: four bytes of text each.
 * Bytes, since a character of Chinese is about a token and takes three of them.
 */
export function roughPromptTokens({
  messages,
  tools,
}: Pick<ChatCompletionRequest, 'messages' | 'tools'>): number {
  let tokens = tools?.length ? tokensOf(JSON.stringify(tools)) : 0;
  for (const message of messages) {
    const { content } = message;
    tokens += tokensPerMessage;
    if (typeof content === 'string') tokens += tokensOf(content);
    else for (const part of content ?? []) tokens += tokensOfPart(part);
    if (message.role === 'assistant' && message.tool_calls?.length)
      tokens += tokensOf(JSON.stringify(message.tool_calls));
  }
  return Math.ceil(tokens);
}

const tokensOf = (text: string): number => Buffer.byteLength(text) / bytesPerToken;

function tokensOfPart(part: Part): number {
  switch (part.type) {
    case 'text':
      return tokensOf(part.text);
    case 'refusal':
      return tokensOf(part.refusal);
    case 'image_url':
      return tokensPerImage;
    case 'input_audio':
      return part.input_audio.data.length / soundCharactersPerToken;
    case 'file':
      return (part.file.file_data?.length ?? 0) / documentCharactersPerToken;
  }
}
