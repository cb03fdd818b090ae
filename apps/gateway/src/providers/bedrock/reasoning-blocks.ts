// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ReasoningContentBlock.html
import type { ReasoningDetail } from '@parley/types';
import type { CatalogModel } from '../../catalog/model.ts';
import { isObject, type JsonObject, stringOf } from '../json.ts';
import { isClaude } from './claude.ts';
import type { WireReasoning } from './wire.ts';

const format = 'amazon-bedrock-v1';
// A signature of Claude's holds wherever Claude is served, and Anthropic's adapter knows it by this name.
const claudeFormat = 'anthropic-claude-v1';

export type Reasoning = { text: string; signature: string | null /** In base64. */; redacted: string | null };

/** Where a block stood: after so many characters of `content` and so many tool calls. */
export type Place = { characters: number; calls: number };

/** Reads a block, or a delta of one: there the text and the signature stand a level higher. */
export function readReasoning(wire: JsonObject): Reasoning {
  const { reasoningText, redactedContent } = wire;
  const said = isObject(reasoningText) ? reasoningText : wire;
  return {
    text: stringOf(said['text']) ?? '',
    signature: stringOf(said['signature']),
    redacted: stringOf(redactedContent),
  };
}

/** What must come back next turn for the block to be whole again, and in its place. */
export function detailOf(
  { text, signature, redacted }: Reasoning,
  { characters, calls }: Place,
  { index, model }: { index: number; model: CatalogModel },
): ReasoningDetail {
  const place = `${characters}.${calls}`;
  if (redacted !== null)
    return { type: 'reasoning.encrypted', data: redacted, id: `redacted@${place}`, format, index };
  return {
    type: 'reasoning.text',
    text,
    ...(signature === null ? {} : { signature }),
    id: `thinking@${place}`,
    format: signature !== null && isClaude(model) ? claudeFormat : format,
    index,
  };
}

/** The block that a detail was; `null` for another provider's, and for what Claude would refuse for want of a signature. */
export function blockOf(
  detail: ReasoningDetail,
  model: CatalogModel,
): { block: WireReasoning; place: Place } | null {
  const reasoningContent = contentOf(detail, isClaude(model));
  if (reasoningContent === null) return null;
  const [, characters = '0', calls = '0'] = /@(\d+)\.(\d+)$/.exec(detail.id ?? '') ?? [];
  return { block: { reasoningContent }, place: { characters: Number(characters), calls: Number(calls) } };
}

function contentOf(detail: ReasoningDetail, claude: boolean): WireReasoning['reasoningContent'] | null {
  switch (detail.type) {
    case 'reasoning.encrypted':
      return detail.format === format && detail.data ? { redactedContent: detail.data } : null;
    case 'reasoning.text': {
      const { text, signature } = detail;
      const known = detail.format === format || (claude && detail.format === claudeFormat);
      if (!known || (claude && !signature)) return null;
      return { reasoningText: { text: text ?? '', ...(signature ? { signature } : {}) } };
    }
    case 'reasoning.summary':
      return null;
  }
}
