import type { Told } from './told.ts';

/** Of `generateContent`'s answers, what recordings hold. */
export type GeminiAnswer = {
  candidates: {
    content: { parts: { text?: string; functionCall?: { name: string; args: object } }[] };
    finishReason?: 'STOP';
  }[];
  usageMetadata: { promptTokenCount: number; candidatesTokenCount: number; thoughtsTokenCount?: number };
};

/** What an answer says: a whole one, or the events of a stream. */
export function toldByGemini(answers: readonly GeminiAnswer[]): Told {
  const told: Told = { text: '', toolCalls: [], finishReason: null, tokens: null };
  for (const { candidates, usageMetadata: usage } of answers) {
    told.tokens = {
      prompt: usage.promptTokenCount,
      completion: usage.candidatesTokenCount + (usage.thoughtsTokenCount ?? 0),
    };
    for (const { text, functionCall: call } of candidates[0]?.content.parts ?? []) {
      told.text += text ?? '';
      if (call !== undefined) told.toolCalls.push({ name: call.name, arguments: JSON.stringify(call.args) });
    }
    if (candidates[0]?.finishReason === 'STOP')
      told.finishReason = told.toolCalls.length > 0 ? 'tool_calls' : 'stop';
  }
  return told;
}
