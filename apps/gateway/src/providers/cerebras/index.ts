// https://inference-docs.cerebras.ai/api-reference/chat-completions · https://inference-docs.cerebras.ai/capabilities/tool-use
import { arrayOf, isObject, objectOf } from '../json.ts';
import { openaiCompatibleAdapter } from '../openai-compatible/adapter.ts';
import { chatCoverage, reasoningGoesBack } from '../openai-compatible/chat-coverage.ts';
import type { Wire } from '../openai-compatible/dialect.ts';

/** A schema whose objects are closed, as `strict` demands. What already says how open it is stays so. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema['type'] === 'object' && isObject(schema['properties'])
    ? { additionalProperties: false, ...inner }
    : inner;
}

function strictly(wire: unknown): Wire {
  const tool = objectOf(wire);
  const definition = objectOf(tool['function']);
  if (definition['strict'] === false) return tool;
  const parameters = closed(definition['parameters'] ?? { type: 'object', properties: {} });
  return { ...tool, function: { ...definition, strict: true, parameters } };
}

export const cerebras = openaiCompatibleAdapter({
  id: 'cerebras',
  coverage: chatCoverage({
    request: {
      service_tier: 'forwarded',
      prediction: 'forwarded',
      frequency_penalty: 'ignored',
      presence_penalty: 'ignored',
      logit_bias: 'ignored',
    },
    message: reasoningGoesBack,
  }),
  maxTokensField: 'max_completion_tokens',
  developerRole: false,
  allowedTools: false,
  reasoningBack: { as: 'reasoning', on: 'tool_calls' },
  write: ({ tools, ...body }) =>
    tools === undefined ? body : { ...body, tools: arrayOf(tools).map(strictly) },
});
