import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Failure } from '../server/wire.ts';
import * as is from '../shape.ts';
import { cacheMarks } from './cache-marks.ts';
import { checkConversation } from './check-conversation.ts';
import { checkOutputSchema } from './check-output-schema.ts';
import { checkThinking } from './check-thinking.ts';
import { checkTools, tool } from './check-tools.ts';
import { cacheControl, contentOfRole, textBlock } from './content-shapes.ts';
import { refusal } from './errors.ts';

const MOST_CACHE_MARKS = 4;

const message: is.Shape = (value, path) => {
  const role = is.oneOf('user', 'assistant');
  const block = isObject(value) && value.role === 'assistant' ? contentOfRole.assistant : contentOfRole.user;
  return is.members({ role, content: is.stringOr(is.listOf(block)) }, ['role', 'content'])(value, path);
};

const display = is.nullable(is.oneOf('summarized', 'omitted'));
const parallel = { disable_parallel_tool_use: is.boolean };

const fields = is.members(
  {
    model: is.matching(/./s),
    messages: is.listOf(message, 1),
    max_tokens: is.integer(1),
    cache_control: cacheControl,
    container: is.nullable(is.string),
    inference_geo: is.nullable(is.string),
    metadata: is.members({ user_id: is.nullable(is.string) }),
    output_config: is.members({
      effort: is.nullable(is.oneOf('low', 'medium', 'high', 'xhigh', 'max')),
      format: is.nullable(is.tagged({ json_schema: is.members({ schema: is.object }, ['schema']) })),
    }),
    service_tier: is.oneOf('auto', 'standard_only'),
    stop_sequences: is.listOf(is.string),
    stream: is.boolean,
    system: is.stringOr(is.listOf(is.tagged({ text: textBlock }))),
    temperature: is.number(0, 1),
    thinking: is.tagged({
      enabled: is.members({ budget_tokens: is.integer(1024), display }, ['budget_tokens']),
      adaptive: is.members({ display }),
      disabled: is.members({}),
    }),
    tool_choice: is.tagged({
      auto: is.members(parallel),
      any: is.members(parallel),
      tool: is.members({ name: is.string, ...parallel }, ['name']),
      none: is.members({}),
    }),
    tools: is.listOf(tool),
    top_k: is.integer(0),
    top_p: is.number(0, 1),
  },
  ['model', 'messages', 'max_tokens'],
);

/** The first thing that Anthropic would refuse in a request's body, whatever the model; null when there is none. */
export function checkRequest(body: JsonObject): Failure | null {
  const mismatch = fields(body, []);
  if (mismatch !== null) return refusal(inWords(mismatch));
  return is.first([
    () => checkTogether(body),
    () => checkTools(body),
    () => checkThinking(body),
    () => checkConversation(body),
    () => checkOutputSchema(body),
  ]);
}

function inWords({ path, problem, wanted }: is.Mismatch): string {
  const at = path.join('.');
  if (problem === 'missing') return `${at}: Field required`;
  if (problem === 'unknown') return `${at}: Extra inputs are not permitted`;
  return `${at === '' ? 'body' : at}: Input should be ${wanted}`;
}

function checkTogether(body: JsonObject): Failure | null {
  const stops = isArray(body.stop_sequences) ? body.stop_sequences : [];
  if (stops.some((stop) => String(stop).trim() === ''))
    return refusal('stop_sequences: each stop sequence must contain non-whitespace');
  if (body.temperature !== undefined && body.top_p !== undefined)
    return refusal('`temperature` and `top_p` cannot both be specified for this model. Please use only one.');
  const marks = cacheMarks(body).length;
  if (marks > MOST_CACHE_MARKS)
    return refusal(
      `A maximum of ${MOST_CACHE_MARKS} blocks with cache_control may be provided. Found ${marks}.`,
    );
  return null;
}
