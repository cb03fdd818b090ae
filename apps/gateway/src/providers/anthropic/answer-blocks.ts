import type { AssistantMessage, CacheControl } from '@parley/types';
import { isObject, parseJson } from '../json.ts';
import { blockOf } from './reasoning-details.ts';
import { writeText } from './text.ts';
import type { ToolIds } from './tool-ids.ts';
import type { WireBlock } from './wire.ts';

type Ranked = { rank: number; block: WireBlock };

/** The blocks that an earlier answer was made of: thinking, searches, text and calls, each in its place. */
export function writeAnswer(message: AssistantMessage, ids: ToolIds, ignored: Set<string>): WireBlock[] {
  const texts = textsOf(message);
  const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
  const calls = message.tool_calls ?? [];
  const kept = (message.reasoning_details ?? []).flatMap((detail): Ranked[] => {
    const known = blockOf(detail);
    if (known === null) ignored.add('messages[].reasoning_details');
    if (known === null) return [];
    const { block, place } = known;
    const afterCalls = characters + 0.5 + Math.min(place.calls, calls.length);
    return [{ rank: place.calls > 0 ? afterCalls : Math.min(place.characters, characters), block }];
  });
  const cuts = kept.map(({ rank }) => rank).filter(Number.isInteger);
  const called = calls.map(
    ({ id, function: { name, arguments: input } }, index): Ranked => ({
      rank: characters + 1 + index,
      block: { type: 'tool_use', id: ids.call(id), name, input: inputOf(input) },
    }),
  );
  return [...kept, ...writeCut(texts, cuts), ...called]
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ block }) => block);
}

type Text = { text: string; cache_control?: CacheControl };

function textsOf({ content, refusal }: AssistantMessage): Text[] {
  if (typeof content === 'string') return [{ text: content }];
  if (!content) return refusal ? [{ text: refusal }] : [];
  return content.map((part) => (part.type === 'text' ? part : { text: part.refusal }));
}

/** The texts, cut where another block stood between two of their characters. */
function writeCut(texts: Text[], cuts: number[]): Ranked[] {
  let start = 0;
  return texts.flatMap(({ text, cache_control: mark }) => {
    const begin = start;
    const end = begin + text.length;
    start = end;
    const inside = new Set(cuts.filter((cut) => cut > begin && cut < end));
    const edges = [begin, ...[...inside].sort((one, other) => one - other), end];
    return edges.slice(1).flatMap((edge, index) => {
      const from = edges[index] ?? begin;
      const pieces = writeText(text.slice(from - begin, edge - begin), edge === end ? mark : null);
      return pieces.map((block) => ({ rank: from + 0.5, block }));
    });
  });
}

// What isn't an object can't be sent as arguments, and shouldn't be lost.
function inputOf(text: string): { [name: string]: unknown } {
  if (text.trim() === '') return {};
  const parsed = parseJson(text);
  return isObject(parsed) ? parsed : { arguments: text };
}
