import { efforts } from '../answer/question.ts';
import { isArray, isObject, type JsonObject } from '../json.ts';
import { checkMessages } from './check-messages.ts';
import * as is from './checks.ts';

const MOST_TOOLS = 128;
const ANY_INTEGER = Number.MAX_SAFE_INTEGER;

const functionName: is.Check = (value, param) => {
  if (typeof value !== 'string') return is.string(value, param);
  if (/^[\w-]{1,64}$/.test(value)) return null;
  const message = `Invalid '${param}': expected 1 to 64 letters, digits, underscores and dashes.`;
  return is.problem(param, 'invalid_value', message);
};

const tool = is.members(
  {
    type: is.oneOf('function'),
    function: is.members(
      { name: functionName, description: is.string, parameters: is.object, strict: is.boolean },
      ['name'],
    ),
  },
  ['type', 'function'],
);

const toolChoice: is.Check = (value, param) =>
  isObject(value)
    ? is.members({ type: is.oneOf('function'), function: is.members({ name: is.string }, ['name']) }, [
        'type',
        'function',
      ])(value, param)
    : is.oneOf('none', 'auto', 'required')(value, param);

const responseFormat: is.Check = (value, param) => {
  const type = is.members({ type: is.oneOf('text', 'json_object', 'json_schema') }, ['type'])(value, param);
  if (type !== null || !isObject(value) || value.type !== 'json_schema') return type;
  const inside = { name: functionName, description: is.string, schema: is.object, strict: is.boolean };
  return is.members({ json_schema: is.members(inside, ['name']) }, ['json_schema'])(value, param);
};

const stop: is.Check = (value, param) =>
  typeof value === 'string' ? null : is.arrayOf(is.string, 0, 4)(value, param);

const everyMember =
  (check: is.Check, most: number): is.Check =>
  (value, param) => {
    if (!isObject(value)) return is.wrongType(param, 'an object', value);
    const names = Object.keys(value);
    if (names.length > most) {
      const message = `Invalid '${param}': expected at most ${most} members, but got ${names.length}.`;
      return is.problem(param, 'object_above_max_properties', message);
    }
    return is.first(names.map((name) => () => check(value[name], `${param}.${name}`)));
  };

const fields: Record<string, is.Check | undefined> = {
  model: is.string,
  messages: checkMessages,
  audio: is.object,
  frequency_penalty: is.decimal(-2, 2),
  logit_bias: everyMember(is.decimal(-100, 100), 1024),
  logprobs: is.boolean,
  max_completion_tokens: is.integer(1, ANY_INTEGER),
  max_tokens: is.integer(1, ANY_INTEGER),
  metadata: everyMember(is.string, 16),
  modalities: is.arrayOf(is.oneOf('text', 'audio', 'image')),
  n: is.integer(1, 128),
  parallel_tool_calls: is.boolean,
  prediction: is.object,
  presence_penalty: is.decimal(-2, 2),
  prompt_cache_key: is.string,
  prompt_cache_options: is.object,
  prompt_cache_retention: is.oneOf('in_memory', 'in-memory', '24h'),
  reasoning_effort: is.oneOf(...efforts),
  response_format: responseFormat,
  safety_identifier: is.string,
  seed: is.integer(-ANY_INTEGER, ANY_INTEGER),
  service_tier: is.oneOf('auto', 'default', 'flex', 'scale', 'priority', 'fast'),
  stop,
  store: is.boolean,
  stream: is.boolean,
  stream_options: is.members({ include_usage: is.boolean, include_obfuscation: is.boolean }),
  temperature: is.decimal(0, 2),
  tool_choice: toolChoice,
  tools: is.arrayOf(tool, 1, MOST_TOOLS),
  top_logprobs: is.integer(0, 20),
  top_p: is.decimal(0, 1),
  user: is.string,
  verbosity: is.oneOf('low', 'medium', 'high'),
  web_search_options: is.object,
};

/** The first thing that OpenAI would refuse in a request's body, whatever the model; null when there is none. */
export function checkRequest(body: JsonObject): is.Problem | null {
  return is.first([
    () => (body.model === undefined ? is.missing('model') : null),
    () => (body.messages === undefined ? is.missing('messages') : null),
    ...Object.entries(body).map(
      ([name, value]) =>
        () =>
          checkField(name, value),
    ),
    () => checkTogether(body),
  ]);
}

function checkField(name: string, value: unknown): is.Problem | null {
  const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (check === undefined) return is.problem(name, 'unknown_parameter', `Unknown parameter: '${name}'.`);
  return value === null && name !== 'model' && name !== 'messages' ? null : check(value, name);
}

function checkTogether(body: JsonObject): is.Problem | null {
  const refuse = (param: string, message: string) => is.problem(param, 'invalid_value', message);
  const limits = [body.max_tokens, body.max_completion_tokens].filter((limit) => typeof limit === 'number');
  if (limits.length === 2 && limits[0] !== limits[1]) {
    return refuse('max_tokens', "'max_tokens' and 'max_completion_tokens' differ: send one of them.");
  }
  if (isObject(body.stream_options) && body.stream !== true) {
    return refuse('stream_options', "'stream_options' is only allowed when 'stream' is true.");
  }
  if (typeof body.top_logprobs === 'number' && body.logprobs !== true) {
    return refuse('top_logprobs', "'top_logprobs' is only allowed when 'logprobs' is true.");
  }
  const names = isArray(body.tools)
    ? body.tools.map((item) => (isObject(item) && isObject(item.function) ? item.function.name : undefined))
    : [];
  const choice = body.tool_choice;
  if (choice !== undefined && choice !== null && names.length === 0) {
    return refuse('tool_choice', "'tool_choice' is only allowed when 'tools' are given.");
  }
  if (isObject(choice) && isObject(choice.function) && !names.includes(choice.function.name)) {
    return refuse(
      'tool_choice',
      `'tool_choice' names "${choice.function.name}", which is not among 'tools'.`,
    );
  }
  if (typeof body.parallel_tool_calls === 'boolean' && names.length === 0) {
    return refuse('parallel_tool_calls', "'parallel_tool_calls' is only allowed when 'tools' are given.");
  }
  const format = isObject(body.response_format) ? body.response_format.type : undefined;
  if (format === 'json_object' && !/json/i.test(JSON.stringify(body.messages))) {
    return refuse(
      'messages',
      "With 'response_format' json_object the messages must contain the word 'json'.",
    );
  }
  return null;
}
