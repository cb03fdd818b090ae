import type { ReasoningDetail, ReasoningEncrypted, ReasoningText } from '@parley/types';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import type { ServedBlock, WireBlock } from './wire.ts';

const format = 'anthropic-claude-v1';

/**
 * Where in a message a block stood: after so many characters of `content` and so many tool calls. A detail's `id` says
 * it together with the kind of the block: `thinking@0.0`. Without one, it stood at the beginning.
 */
export type Place = { characters: number; calls: number };
type Kind = 'thinking' | 'redacted' | 'served';

const idOf = (kind: Kind, { characters, calls }: Place): string => `${kind}@${characters}.${calls}`;

export const thinkingDetail = (text: string, place: Place, index: number): ReasoningText => ({
  type: 'reasoning.text',
  text,
  id: idOf('thinking', place),
  format,
  index,
});

export const redactedDetail = (data: string, place: Place, index: number): ReasoningEncrypted => ({
  type: 'reasoning.encrypted',
  data,
  id: idOf('redacted', place),
  format,
  index,
});

/** A search and what it found: without it a later turn would not know what the answer was made of. */
export const servedDetail = (block: JsonObject, place: Place, index: number): ReasoningEncrypted => ({
  type: 'reasoning.encrypted',
  data: JSON.stringify(block),
  id: idOf('served', place),
  format,
  index,
});

/** The block that a detail was made of, and its place; `null` when it is another provider's, or lost its signature. */
export function blockOf(detail: ReasoningDetail): { block: WireBlock; place: Place } | null {
  if (detail.format !== format) return null;
  const [, kind, characters = '0', calls = '0'] = /^(\w+)@(\d+)\.(\d+)$/.exec(detail.id ?? '') ?? [];
  const place = { characters: Number(characters), calls: Number(calls) };
  const block = readBlock(detail, kind);
  return block === null ? null : { block, place };
}

function readBlock(detail: ReasoningDetail, kind: string | undefined): WireBlock | null {
  switch (detail.type) {
    case 'reasoning.text':
      return detail.signature
        ? { type: 'thinking', thinking: detail.text ?? '', signature: detail.signature }
        : null;
    case 'reasoning.encrypted':
      if (!detail.data) return null;
      return kind === 'served'
        ? readServed(parseJson(detail.data))
        : { type: 'redacted_thinking', data: detail.data };
    case 'reasoning.summary':
      return null;
  }
}

// Nothing but such a block is taken from what a caller sent as opaque.
function readServed(wire: unknown): ServedBlock | null {
  if (!isObject(wire)) return null;
  const { type } = wire;
  return type === 'server_tool_use' || type === 'web_search_tool_result' ? { ...wire, type } : null;
}
