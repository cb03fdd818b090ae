import type { AssistantMessage } from '@parley/types';
import { isObject, objectOf, parseJson } from '../json.ts';
import { writeMedia } from './media.ts';
import { isOurs, placeOf, wireIdOf } from './signatures.ts';
import type { ServedPart, WirePart } from './wire.ts';

// Google's own word for a call whose signature is lost: made by another model, or dropped by the caller's client.
// https://ai.google.dev/gemini-api/docs/thought-signatures#faqs
const lostSignature = 'skip_thought_signature_validator';

/** The parts that an earlier answer was made of: thoughts, text, images and calls, each with its own signature. */
export function writeAnswer(
  message: AssistantMessage,
  { demandsSignatures }: { demandsSignatures: boolean },
): WirePart[] {
  const signatures = readSignatures(message);
  const calls = (message.tool_calls ?? []).map(({ id, function: called }, index): WirePart => {
    const lost = demandsSignatures && index === 0 ? lostSignature : undefined;
    const thoughtSignature = signatures.calls.get(id) ?? lost;
    return {
      functionCall: { ...wireIdOf(id), name: called.name, args: argumentsOf(called.arguments) },
      ...(thoughtSignature === undefined ? {} : { thoughtSignature }),
    };
  });
  const images = (message.images ?? []).map(({ image_url: { url } }, index): WirePart => {
    const thoughtSignature = signatures.images.get(index);
    return { ...writeMedia(url), ...(thoughtSignature === undefined ? {} : { thoughtSignature }) };
  });
  return [...signatures.before, ...splitText(textOf(message), signatures.texts), ...images, ...calls];
}

type Signed = { start: number; end: number; thoughtSignature: string };

type Signatures = {
  before: WirePart[];
  texts: Signed[];
  images: Map<number, string>;
  calls: Map<string, string>;
};

function readSignatures({ reasoning_details: details }: AssistantMessage): Signatures {
  const found: Signatures = { before: [], texts: [], images: new Map(), calls: new Map() };
  for (const detail of (details ?? []).filter(isOurs)) {
    if (detail.type === 'reasoning.text') {
      const { signature } = detail;
      found.before.push({
        text: detail.text ?? '',
        thought: true,
        ...(signature ? { thoughtSignature: signature } : {}),
      });
    }
    if (detail.type !== 'reasoning.encrypted' || !detail.data) continue;
    const place = placeOf(detail.id ?? '');
    if (place.kind === 'content')
      found.texts.push({ start: place.start, end: place.end, thoughtSignature: detail.data });
    else if (place.kind === 'image') found.images.set(place.index, detail.data);
    else if (place.kind === 'part') found.before.push(...servedPart(detail.data));
    else found.calls.set(place.id, detail.data);
  }
  return found;
}

// Nothing but such a part is taken from what a caller sent as opaque.
function servedPart(data: string): ServedPart[] {
  const { toolCall, toolResponse, thoughtSignature } = objectOf(parseJson(data));
  if (!isObject(toolCall) && !isObject(toolResponse)) return [];
  return [
    {
      ...(isObject(toolCall) ? { toolCall } : {}),
      ...(isObject(toolResponse) ? { toolResponse } : {}),
      ...(typeof thoughtSignature === 'string' ? { thoughtSignature } : {}),
    },
  ];
}

function textOf({ content, refusal }: AssistantMessage): string {
  if (typeof content === 'string') return content;
  if (!content) return refusal ?? '';
  return content.map((part) => (part.type === 'text' ? part.text : part.refusal)).join('');
}

/** The text in the parts that it came in, as far as they were signed. */
function splitText(content: string, signed: Signed[]): WirePart[] {
  const parts: WirePart[] = [];
  let position = 0;
  for (const { start, end, thoughtSignature } of signed) {
    if (start > position) parts.push({ text: content.slice(position, start) });
    parts.push({ text: content.slice(Math.max(start, position), end), thoughtSignature });
    position = Math.max(position, end);
  }
  const rest = content.slice(position);
  return rest === '' ? parts : [...parts, { text: rest }];
}

// What isn't an object can't be sent as arguments, and shouldn't be lost.
function argumentsOf(text: string): { [name: string]: unknown } {
  if (text.trim() === '') return {};
  const parsed = parseJson(text);
  return isObject(parsed) ? parsed : { arguments: text };
}
