import type { Question } from '../answer/question.ts';
import { canonicalJson, isArray, isObject, type JsonObject } from '../json.ts';
import type { SimulatorModel } from '../models.ts';
import { toQuestion as chatToQuestion } from '../openai/to-question.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { configOf, searches } from './body-parts.ts';
import { toChat } from './to-chat.ts';

const LEAST_CACHED_PROMPT = 1024;
const CACHE_STEP = 128;

/**
 * Reads a body, its members in camelCase, that `checkRequest` has nothing against. It goes by way of the chat
 * request that says the same, so that the same question has the same answer and count on every wire.
 */
export function toQuestion(body: JsonObject, model: SimulatorModel, tokenizer: Tokenizer): Question {
  const question = chatToQuestion(toChat(body, model), model, tokenizer);
  const { responseModalities: modalities } = configOf(body);
  const allowed = allowedNames(body);
  return {
    ...question,
    requestKey: `gemini/${model.id}/${canonicalJson(body)}`,
    tools: allowed === null ? question.tools : question.tools.filter(({ name }) => allowed.includes(name)),
    cachedTokens: cachedTokens(body, model, tokenizer),
    searches: searches(body),
    draws: question.draws && (!isArray(modalities) || modalities.includes('IMAGE')),
  };
}

function allowedNames({ toolConfig }: JsonObject): readonly unknown[] | null {
  const config = isObject(toolConfig) ? toolConfig.functionCallingConfig : undefined;
  const names = isObject(config) ? config.allowedFunctionNames : undefined;
  return isArray(names) && names.length > 0 ? names : null;
}

/** What stands before the last turn is taken as seen before, in steps, when it is long. */
function cachedTokens(body: JsonObject, model: SimulatorModel, tokenizer: Tokenizer): number {
  const contents = isArray(body.contents) ? body.contents.slice(0, -1) : [];
  if (contents.length === 0) return 0;
  const { promptTokens } = chatToQuestion(toChat({ ...body, contents }, model), model, tokenizer);
  return promptTokens < LEAST_CACHED_PROMPT ? 0 : Math.floor(promptTokens / CACHE_STEP) * CACHE_STEP;
}
