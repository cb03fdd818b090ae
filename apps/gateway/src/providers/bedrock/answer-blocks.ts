import type { AssistantMessage } from '@parley/types';
import type { CatalogModel } from '../../catalog/model.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import { cachePoint, textBlocks } from './content.ts';
import { blockOf, type Place } from './reasoning-blocks.ts';
import { wireIdOf } from './tool-id.ts';
import type { WireBlock, WireReasoning } from './wire.ts';

type Kept = { block: WireReasoning; place: Place };

/** The blocks that an earlier answer was made of: reasoning, text and calls, each in its place. */
export function writeAnswer(
  message: AssistantMessage,
  model: CatalogModel,
  ignored: Set<string>,
): WireBlock[] {
  const kept = (message.reasoning_details ?? []).flatMap((detail): Kept[] => {
    const known = blockOf(detail, model);
    if (known === null) ignored.add('messages[].reasoning_details');
    return known === null ? [] : [known];
  });
  const calls = message.tool_calls ?? [];
  const afterCall = (count: number) =>
    kept.filter(({ place }) => Math.min(place.calls, calls.length) === count).map(({ block }) => block);
  const before = kept.filter(({ place }) => Math.min(place.calls, calls.length) === 0);
  return [
    ...writeTexts(message, before, model, ignored),
    ...calls.flatMap(({ id, function: called }, index): WireBlock[] => [
      { toolUse: { toolUseId: wireIdOf(id), name: called.name, input: inputOf(called.arguments) } },
      ...afterCall(index + 1),
    ]),
  ];
}

function writeTexts(
  { content, refusal }: AssistantMessage,
  kept: Kept[],
  model: CatalogModel,
  ignored: Set<string>,
): WireBlock[] {
  if (Array.isArray(content))
    return [
      ...kept.map(({ block }) => block),
      ...content.flatMap((part) =>
        part.type === 'refusal'
          ? textBlocks(part.refusal)
          : [...textBlocks(part.text), ...cachePoint(part.cache_control, model, ignored)],
      ),
    ];
  const text = content ?? refusal ?? '';
  const blocks: WireBlock[] = [];
  let position = 0;
  for (const { block, place } of kept) {
    const cut = Math.min(Math.max(place.characters, position), text.length);
    blocks.push(...textBlocks(text.slice(position, cut)), block);
    position = cut;
  }
  return [...blocks, ...textBlocks(text.slice(position))];
}

// What isn't an object can't be sent as arguments, and shouldn't be lost.
function inputOf(text: string): JsonObject {
  if (text.trim() === '') return {};
  const parsed = parseJson(text);
  return isObject(parsed) ? parsed : { arguments: text };
}
