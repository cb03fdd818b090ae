import type { ChatCompletionRequest, ChatMessage } from '@parley/types';

/** The marks of what is to be cached, by their places in the request: where a provider knows none, they are lost. */
export function cacheMarksIn({ messages, tools }: ChatCompletionRequest): string[] {
  const inTools = tools?.some((tool) => tool.type === 'function' && tool.cache_control) ?? false;
  return [
    ...(messages.some(isMarked) ? ['messages[].content[].cache_control'] : []),
    ...(inTools ? ['tools[].cache_control'] : []),
  ];
}

const isMarked = ({ content }: ChatMessage): boolean =>
  Array.isArray(content) && content.some((part) => 'cache_control' in part && part.cache_control);
