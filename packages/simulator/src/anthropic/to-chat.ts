import type { Effort } from '../answer/question.ts';
import { isArray, isObject, type JsonObject } from '../json.ts';
import type { SimulatorModel } from '../models.ts';
import { isWebSearch } from './check-tools.ts';
import { toChatMessages } from './to-chat-messages.ts';

/** The chat request that asks the same, in OpenAI's words; members that say nothing are undefined. */
export function toChat(body: JsonObject, model: SimulatorModel): JsonObject {
  const tools = (isArray(body.tools) ? body.tools : []).filter(isObject);
  const custom = tools.filter((tool) => !isWebSearch(tool)).map(toChatTool);
  const choice = isObject(body.tool_choice) ? body.tool_choice : {};
  const format = isObject(body.output_config) ? body.output_config.format : undefined;
  return {
    model: body.model,
    messages: toChatMessages(body),
    max_completion_tokens: body.max_tokens,
    stop: body.stop_sequences,
    temperature: body.temperature,
    top_p: body.top_p,
    top_k: body.top_k,
    tools: custom.length > 0 ? custom : undefined,
    tool_choice: custom.length > 0 ? toChatChoice(choice) : undefined,
    parallel_tool_calls: choice.disable_parallel_tool_use === true ? false : undefined,
    web_search_options: custom.length < tools.length ? {} : undefined,
    response_format: isObject(format)
      ? { type: 'json_schema', json_schema: { schema: format.schema } }
      : undefined,
    reasoning_effort: effortOf(body, model),
  };
}

function toChatTool({ name, description, input_schema: parameters }: JsonObject): JsonObject {
  return { type: 'function', function: { name, description, parameters } };
}

function toChatChoice({ type, name }: JsonObject): unknown {
  if (type === 'tool') return { type: 'function', function: { name } };
  return type === 'any' ? 'required' : type;
}

/** Nothing thinks on this wire unless it is asked to; undefined where that is the model's own way. */
function effortOf({ thinking, output_config: output }: JsonObject, model: SimulatorModel): unknown {
  const { type, budget_tokens: budget } = isObject(thinking) ? thinking : {};
  if (type === 'enabled') return effortOfBudget(Number(budget));
  if (type === 'adaptive') return isObject(output) ? (output.effort ?? 'high') : 'high';
  return model.defaultEffort === 'none' ? undefined : 'none';
}

function effortOfBudget(tokens: number): Effort {
  if (tokens >= 32_000) return 'max';
  if (tokens >= 16_000) return 'xhigh';
  if (tokens >= 4000) return 'high';
  return tokens >= 2000 ? 'medium' : 'low';
}
