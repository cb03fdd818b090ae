import {
  type Effort,
  efforts,
  type Form,
  type Question,
  type Tool,
  type ToolChoice,
  type Turn,
} from '../answer/question.ts';
import { canonicalJson, isArray, isObject, type JsonObject } from '../json.ts';
import type { SimulatorModel } from '../models.ts';
import type { Tokenizer } from '../tokenizer.ts';

/** What an image, a sound or a file in the prompt counts, whatever is in it. */
export const TOKENS_PER_ATTACHMENT = 85;
const TOKENS_PER_MESSAGE = 3;
const TOKENS_OF_REPLY_START = 3;
const LEAST_CACHED_PROMPT = 1024;
const CACHE_STEP = 128;

/** These change how much is said or how it is delivered, not what. */
const delivery = new Set([
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'stop',
  'n',
  'logprobs',
  'top_logprobs',
  'prompt_cache_key',
  'user',
]);

/** Reads a body that `checkRequest` has nothing against. */
export function toQuestion(body: JsonObject, model: SimulatorModel, tokenizer: Tokenizer): Question {
  const turns = (isArray(body.messages) ? body.messages : []).filter(isObject).map(toTurn);
  const tools = (isArray(body.tools) ? body.tools : []).filter(isObject).map(toTool);
  const promptTokens = countPrompt(body, turns, tokenizer);
  const content = Object.fromEntries(Object.entries(body).filter(([name]) => !delivery.has(name)));
  return {
    model,
    requestKey: canonicalJson(body),
    contentKey: canonicalJson(content),
    turns,
    promptTokens,
    cachedTokens: cachedTokens(body, promptTokens),
    cacheWriteTokens: 0,
    maxTokens: numberOr(body.max_completion_tokens, numberOr(body.max_tokens, null)),
    stop: toStop(body.stop),
    choices: numberOr(body.n, 1),
    form: toForm(body.response_format),
    tools,
    toolChoice: toToolChoice(body.tool_choice),
    parallelToolCalls: body.parallel_tool_calls !== false,
    effort: toEffort(body.reasoning_effort, model),
    searches: model.abilities.includes('web_search'),
    draws: model.abilities.includes('image_output'),
  };
}

function toTurn(message: JsonObject): Turn {
  const parts = isArray(message.content) ? message.content.filter(isObject) : [];
  const said = parts.map((part) => part.text ?? part.refusal).filter((text) => typeof text === 'string');
  const role = message.role === 'developer' ? 'system' : message.role;
  return {
    role: role === 'system' || role === 'assistant' || role === 'tool' ? role : 'user',
    text: typeof message.content === 'string' ? message.content : said.join('\n'),
    attachments: parts.filter((part) => part.type !== 'text' && part.type !== 'refusal').length,
  };
}

function toTool(tool: JsonObject): Tool {
  const { name, description, parameters } = isObject(tool.function) ? tool.function : {};
  return {
    name: typeof name === 'string' ? name : '',
    description: typeof description === 'string' ? description : '',
    parameters: parameters ?? null,
  };
}

function toToolChoice(choice: unknown): ToolChoice {
  if (isObject(choice) && isObject(choice.function))
    return { kind: 'named', name: String(choice.function.name) };
  return choice === 'none' || choice === 'required' ? { kind: choice } : { kind: 'auto' };
}

function toStop(stop: unknown): string[] {
  const strings = isArray(stop) ? stop : [stop];
  return strings.filter((item) => typeof item === 'string').filter((item) => item !== '');
}

function toForm(format: unknown): Form {
  if (!isObject(format) || format.type === 'text') return { kind: 'text' };
  if (format.type === 'json_object' || !isObject(format.json_schema)) return { kind: 'json' };
  return { kind: 'schema', schema: format.json_schema.schema ?? { type: 'object' } };
}

function toEffort(effort: unknown, model: SimulatorModel): Effort {
  return efforts.find((known) => known === effort) ?? model.defaultEffort;
}

/** OpenAI's published way to count a chat, with tools and schemas counted as their JSON. */
function countPrompt(body: JsonObject, turns: readonly Turn[], tokenizer: Tokenizer): number {
  const messages = (isArray(body.messages) ? body.messages : []).filter(isObject);
  const beside = messages.flatMap(({ name, tool_calls, reasoning_content }) => [
    ...(typeof name === 'string' ? [name] : []),
    ...(typeof reasoning_content === 'string' ? [reasoning_content] : []),
    ...(isArray(tool_calls) ? [JSON.stringify(tool_calls)] : []),
  ]);
  const format = isObject(body.response_format) ? body.response_format.json_schema : undefined;
  const documents = [body.tools, format].filter((item) => item !== undefined && item !== null);
  const texts = [
    ...turns.flatMap((turn) => [turn.role, turn.text]),
    ...beside,
    ...documents.map((d) => JSON.stringify(d)),
  ];
  const attachments = turns.reduce((sum, turn) => sum + turn.attachments, 0);
  return texts.reduce(
    (sum, text) => sum + tokenizer.count(text),
    TOKENS_OF_REPLY_START + turns.length * TOKENS_PER_MESSAGE + attachments * TOKENS_PER_ATTACHMENT,
  );
}

/** With a `prompt_cache_key` the whole prompt is taken as seen before, in steps as OpenAI counts them. */
function cachedTokens(body: JsonObject, promptTokens: number): number {
  if (typeof body.prompt_cache_key !== 'string' || promptTokens < LEAST_CACHED_PROMPT) return 0;
  return Math.floor(promptTokens / CACHE_STEP) * CACHE_STEP;
}

function numberOr<Otherwise>(value: unknown, otherwise: Otherwise): number | Otherwise {
  return typeof value === 'number' ? value : otherwise;
}
