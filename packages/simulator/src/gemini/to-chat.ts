import type { Effort } from '../answer/question.ts';
import { isArray, isObject, type JsonObject } from '../json.ts';
import type { SimulatorModel } from '../models.ts';
import { configOf, declarationsOf, searches } from './body-parts.ts';
import { toChatMessages } from './to-chat-messages.ts';
import { toJsonSchema } from './to-json-schema.ts';

/** The chat request that asks the same, in OpenAI's words; members that say nothing are undefined. */
export function toChat(body: JsonObject, model: SimulatorModel): JsonObject {
  const config = configOf(body);
  const declarations = declarationsOf(body);
  return {
    model: model.id,
    messages: toChatMessages(body),
    max_completion_tokens: config.maxOutputTokens,
    stop: config.stopSequences,
    n: config.candidateCount,
    seed: config.seed,
    temperature: config.temperature,
    top_p: config.topP,
    top_k: config.topK,
    presence_penalty: config.presencePenalty,
    frequency_penalty: config.frequencyPenalty,
    tools: declarations.length > 0 ? declarations.map(toChatTool) : undefined,
    tool_choice: declarations.length > 0 ? toChatChoice(body.toolConfig) : undefined,
    web_search_options: searches(body) ? {} : undefined,
    response_format: toFormat(config),
    reasoning_effort: effortOf(config.thinkingConfig),
  };
}

function toChatTool({ name, description, parameters, parametersJsonSchema }: JsonObject): JsonObject {
  const schema = parameters === undefined ? parametersJsonSchema : toJsonSchema(parameters);
  return { type: 'function', function: { name, description, parameters: schema } };
}

function toChatChoice(toolConfig: unknown): unknown {
  const config = isObject(toolConfig) ? toolConfig.functionCallingConfig : undefined;
  if (!isObject(config)) return undefined;
  const { mode, allowedFunctionNames: names } = config;
  if (mode !== 'ANY') return mode === 'NONE' ? 'none' : 'auto';
  if (isArray(names) && names.length === 1) return { type: 'function', function: { name: names[0] } };
  return 'required';
}

function toFormat({ responseMimeType, responseSchema, responseJsonSchema }: JsonObject): unknown {
  if (responseMimeType !== 'application/json') return undefined;
  const schema = responseSchema === undefined ? responseJsonSchema : toJsonSchema(responseSchema);
  return schema === undefined ? { type: 'json_object' } : { type: 'json_schema', json_schema: { schema } };
}

/** A budget of -1 leaves it to the model, which then thinks. */
function effortOf(thinking: unknown): Effort | string | undefined {
  const { thinkingLevel: level, thinkingBudget: budget } = isObject(thinking) ? thinking : {};
  if (typeof level === 'string') return level.toLowerCase();
  if (typeof budget !== 'number') return undefined;
  if (budget === 0) return 'none';
  if (budget === -1) return 'medium';
  if (budget >= 24_576) return 'high';
  if (budget >= 8192) return 'medium';
  return budget >= 2048 ? 'low' : 'minimal';
}
