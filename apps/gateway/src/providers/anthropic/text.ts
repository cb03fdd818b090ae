import type { CacheControl, TextContent } from '@parley/types';
import type { WireCacheControl, WireText } from './wire.ts';

export function cacheMark(mark: CacheControl | undefined): { cache_control?: WireCacheControl } {
  if (!mark) return {};
  return { cache_control: { type: mark.type, ...(mark.ttl ? { ttl: mark.ttl } : {}) } };
}

/** A text as a block; nothing when it is blank: Anthropic refuses blocks that say nothing. */
export const writeText = (text: string, mark?: CacheControl): WireText[] =>
  text.trim() === '' ? [] : [{ type: 'text', text, ...cacheMark(mark) }];

export const writeTexts = (content: TextContent): WireText[] =>
  typeof content === 'string'
    ? writeText(content)
    : content.flatMap((part) => writeText(part.text, part.cache_control));
