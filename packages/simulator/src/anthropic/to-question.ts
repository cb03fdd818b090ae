import type { Question } from '../answer/question.ts';
import { canonicalJson, isArray, type JsonObject } from '../json.ts';
import type { SimulatorModel } from '../models.ts';
import { toQuestion as chatToQuestion } from '../openai/to-question.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { cacheMarks } from './cache-marks.ts';
import { isWebSearch } from './check-tools.ts';
import { toChat } from './to-chat.ts';

const LEAST_CACHED_PROMPT = 1024;
/** Counted with every prompt, but for the answer's start: no prefix has it. */
const TOKENS_OF_REPLY_START = 3;

/**
 * Reads a body that `checkRequest` has nothing against. It goes by way of the chat request that says the same,
 * so that the same question has the same answer and the same count of tokens on every wire.
 */
export function toQuestion(body: JsonObject, model: SimulatorModel, tokenizer: Tokenizer): Question {
  const question = chatToQuestion(toChat(body, model), model, tokenizer);
  const count = (prefix: JsonObject) =>
    chatToQuestion(toChat(prefix, model), model, tokenizer).promptTokens - TOKENS_OF_REPLY_START;
  const marks = cacheMarks(body).map(({ prefix, inLastMessage }) => ({
    tokens: Math.min(count(prefix), question.promptTokens - TOKENS_OF_REPLY_START),
    inLastMessage,
  }));
  const longest = (of: typeof marks) =>
    Math.max(0, ...of.map(({ tokens }) => tokens).filter((tokens) => tokens >= LEAST_CACHED_PROMPT));
  // What stands before the last message is taken as seen before; what is new in it is written.
  const cachedTokens = longest(marks.filter((mark) => !mark.inLastMessage));
  return {
    ...question,
    requestKey: `anthropic/${canonicalJson(body)}`,
    cachedTokens,
    cacheWriteTokens: Math.max(0, longest(marks) - cachedTokens),
    searches: isArray(body.tools) && body.tools.some(isWebSearch),
    draws: false,
  };
}
