import type { ChatCompletionRequest } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import type { JsonObject } from '../json.ts';
import { jsonInstruction } from '../json-instruction.ts';
import { effortOf } from '../reasoning-request.ts';
import type { Dialect } from './dialect.ts';
import { waysOf } from './model-ways.ts';
import { writeOutputSchema } from './output-schema.ts';

/** The tool whose arguments are the answer, where there are no structured outputs. */
export const answerTool = 'answer_in_json';

/** How an answer in JSON is asked for; `null` when none is. */
export type JsonWay =
  | { kind: 'native'; schema: JsonObject }
  | { kind: 'tool'; schema: JsonObject; description: string }
  | { kind: 'words'; text: string }
  | null;

/**
 * By Anthropic's structured outputs where the model has them and the schema is within their limits. Else by a tool that
 * must be called, unless there are others or the model is to think, which rules that out; and by words where all else fails.
 */
export function jsonWayOf({ request, model }: AdapterCall, dialect: Dialect): JsonWay {
  const format = request.response_format;
  if (!format || format.type === 'text') return null;
  const words: JsonWay = { kind: 'words', text: jsonInstruction(format) };
  if (format.type === 'json_object') return words;
  const { schema, description } = format.json_schema;
  if (!schema) return words;
  const ways = waysOf(model);
  const within = dialect.structuredOutputs && ways.structuredOutputs ? writeOutputSchema(schema) : null;
  if (within !== null) return { kind: 'native', schema: within };
  const isFree = !hasTools(request) && !asksToThink(request) && ways.off !== null;
  if (isFree && schema['type'] === 'object')
    return { kind: 'tool', schema, description: description ?? 'Gives the answer.' };
  return words;
}

const hasTools = ({ tools, web_search, web_search_options: options }: ChatCompletionRequest): boolean =>
  (tools?.length ?? 0) > 0 || web_search === true || options != null;

function asksToThink(request: ChatCompletionRequest): boolean {
  const effort = effortOf(request);
  return request.reasoning?.max_tokens != null || (effort !== null && effort !== 'none');
}
