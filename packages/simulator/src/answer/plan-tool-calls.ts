import { hash, randomFrom } from '../random.ts';
import { type Tokenizer, tokensOf } from '../tokenizer.ts';
import type { ToolCall } from './answer.ts';
import { jsonFromSchema } from './json-from-schema.ts';
import { lastUserText, type Question, type Tool } from './question.ts';

/** Calls with arguments that fit each tool's schema; `cut` when the token limit ended them early. */
export function planToolCalls(
  tools: readonly Tool[],
  question: Question,
  { key, tokenizer, limit }: { key: string; tokenizer: Tokenizer; limit: number },
): { toolCalls: ToolCall[]; cut: boolean } {
  const toolCalls: ToolCall[] = [];
  let left = limit;
  for (const [index, tool] of tools.entries()) {
    const random = randomFrom(`${key}/call/${index}`);
    const nameTokens = tokenizer.count(tool.name);
    if (nameTokens > left) return { toolCalls, cut: true };
    const value = jsonFromSchema(tool.parameters ?? {}, { random, prompt: lastUserText(question) }, 'object');
    const { pieces, cut } = tokenizer.split(JSON.stringify(value), left - nameTokens);
    const id = `call_${hash(`${question.requestKey}/${key}/${index}`).slice(0, 24)}`;
    toolCalls.push({ index, id, name: tool.name, nameTokens, arguments: pieces });
    if (cut) return { toolCalls, cut };
    left -= nameTokens + tokensOf(pieces);
  }
  return { toolCalls, cut: false };
}
