import type { Choice, ToolCall } from '../answer/answer.ts';
import { canonicalJson, isObject, parseJson } from '../json.ts';
import { sign } from '../signature.ts';
import { tokensOf } from '../tokenizer.ts';

export type Asked = {
  showsThoughts: boolean;
  /** Whether the model signs what must come back, as from Gemini 3 on. */
  signs: boolean;
};

/** A part of a candidate's content; null when its tokens are counted but nothing is shown. */
export type CountedPart = { part: object | null; tokens: number; isThought: boolean };

/** What a signature on a call vouches for; on a text it vouches for nothing but itself. */
export function callPayload(name: unknown, args: unknown): string {
  return `call/${name}/${canonicalJson(args)}`;
}

export const TEXT_PAYLOAD = 'text';

/** A candidate's parts as they are made, a token at a time. */
export function partsOf(id: string, choice: Choice, asked: Asked): CountedPart[] {
  const thought = (text: string) => (asked.showsThoughts ? { text, thought: true } : null);
  return [
    ...choice.reasoning.map(({ text, tokens }) => ({ part: thought(text), tokens, isThought: true })),
    ...(choice.text ?? []).map(({ text, tokens }) => ({ part: { text }, tokens, isThought: false })),
    ...choice.toolCalls.map((call, index) => ({
      part: callPart(call, asked.signs && index === 0 ? id : null),
      tokens: call.nameTokens + tokensOf(call.arguments),
      isThought: false,
    })),
    ...choice.images.map(({ url, tokens }) => ({ part: imagePart(url), tokens, isThought: false })),
  ];
}

/** Null for a call that a limit cut short: Gemini says whole calls only. */
function callPart(call: ToolCall, salt: string | null): object | null {
  const args = parseJson(call.arguments.map(({ text }) => text).join(''));
  if (!isObject(args)) return null;
  const functionCall = { name: call.name, args };
  if (salt === null) return { functionCall };
  return { functionCall, thoughtSignature: sign(callPayload(call.name, args), salt) };
}

function imagePart(url: string): object {
  const [, mimeType, data] = /^data:([^;]+);base64,(.*)$/.exec(url) ?? [];
  return { inlineData: { mimeType, data } };
}
