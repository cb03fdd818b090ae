import type { CacheControl, TextContent } from '@parley/types';

export type Text = { text: string; cache_control?: CacheControl | undefined };

/** One text without marks is a string, as most servers like it best. */
export function textContent(texts: Text[]): TextContent {
  const [only, ...others] = texts;
  if (only !== undefined && only.cache_control === undefined && others.length === 0) return only.text;
  return texts.map(({ text, cache_control }) => ({
    type: 'text',
    text,
    ...(cache_control === undefined ? {} : { cache_control }),
  }));
}
