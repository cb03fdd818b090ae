// https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html
import type { ResponseFormatJsonSchema } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import type { JsonObject } from '../json.ts';
import { jsonInstruction } from '../json-instruction.ts';
import { effortOf } from '../reasoning-request.ts';
import { isClaude } from './claude.ts';
import type { ConverseBody } from './wire.ts';

/** How JSON is asked for: by Bedrock's own field, by a tool whose arguments are the answer, or in words. */
export type JsonAnswer =
  | { kind: 'none' }
  | { kind: 'field'; outputConfig: NonNullable<ConverseBody['outputConfig']> }
  | { kind: 'tool'; name: string; description: string; schema: JsonObject }
  | { kind: 'words'; instruction: string };

/**
 * Of Claude on Bedrock, many models and some regions refuse the field; all of them take a tool. While Claude thinks it
 * can't be made to call one, and neither where the caller chose the tool.
 */
export function jsonAnswerOf({ request, model }: AdapterCall): JsonAnswer {
  const { response_format: format, tool_choice: choice } = request;
  if (!format || format.type === 'text') return { kind: 'none' };
  const words: JsonAnswer = { kind: 'words', instruction: jsonInstruction(format) };
  if (format.type === 'json_object') return words;
  const { schema, name, description } = format.json_schema;
  if (!schema) return words;
  if (!isClaude(model)) return { kind: 'field', outputConfig: outputConfigOf(format.json_schema, schema) };
  const thinks = (effortOf(request) ?? 'none') !== 'none' || request.reasoning?.max_tokens != null;
  const chosen = typeof choice === 'object' && choice?.type === 'function';
  if (thinks || chosen || schema['type'] !== 'object') return words;
  return {
    kind: 'tool',
    name: freeName(name, request.tools),
    description: description ?? 'Give the answer by calling this.',
    schema,
  };
}

/** The name of the tool that stands for the answer, if there is one in this call. */
export function answerToolOf(call: AdapterCall): string | null {
  const answer = jsonAnswerOf(call);
  return answer.kind === 'tool' ? answer.name : null;
}

function outputConfigOf(
  { name, description }: ResponseFormatJsonSchema['json_schema'],
  schema: JsonObject,
): NonNullable<ConverseBody['outputConfig']> {
  return {
    textFormat: {
      type: 'json_schema',
      structure: {
        jsonSchema: { schema: JSON.stringify(schema), name, ...(description ? { description } : {}) },
      },
    },
  };
}

function freeName(wanted: string, tools: AdapterCall['request']['tools']): string {
  const taken = new Set((tools ?? []).map((tool) => (tool.type === 'function' ? tool.function.name : '')));
  let name = wanted.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 60) || 'answer';
  while (taken.has(name)) name += '_';
  return name;
}
