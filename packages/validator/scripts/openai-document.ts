import type { Document, Operation, Response, Schema } from './document.ts';
import { isSchema } from './strict-schema.ts';

/** How a schema of Parley's becomes OpenAI's: fields that are not OpenAI's go, and what it leaves open is opened. */
type Change = {
  /** Keep these properties only, or all but these. */
  only?: string[];
  without?: string[];
  /** These need not be there. */
  optional?: string[];
  /** Properties in another form. */
  properties?: Record<string, Schema>;
  /** Branches of a union that come, by their tag, and go. */
  branches?: Record<string, string>;
  withoutBranches?: string[];
};

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const text: Schema = { type: 'string' };
const textOrNull: Schema = { type: ['string', 'null'] };

const changes: Record<string, Change> = {
  ChatCompletionRequest: {
    without: [
      ...['models', 'routing', 'top_k', 'min_p', 'top_a', 'repetition_penalty', 'reasoning'],
      ...['include_reasoning', 'effort', 'web_search', 'plugins', 'free_models_only', 'no_reasoning'],
      ...['image_config', 'usage', 'modalities', 'service_tier', 'prompt_cache_options'],
      ...['prompt_cache_retention', 'functions', 'function_call'],
    ],
  },
  ChatMessage: { branches: { function: 'FunctionMessage' } },
  SystemMessage: { without: ['name'] },
  AssistantMessage: { only: ['role', 'content', 'refusal', 'tool_calls'] },
  Tool: { branches: { custom: 'CustomTool' }, withoutBranches: ['web_search'] },
  NamedToolChoice: { branches: { custom: 'CustomToolChoice' }, withoutBranches: ['web_search'] },
  AllowedToolsChoice: { properties: { allowed_tools: { type: 'object' } } },

  ChatCompletion: { without: ['metadata'], optional: ['usage'] },
  ChatAnswer: {
    without: ['reasoning', 'reasoning_details', 'images'],
    properties: { tool_calls: { type: 'array', items: reference('ToolCall') } },
  },
  ToolCall: {
    optional: ['function'],
    properties: { type: { type: 'string', enum: ['function', 'custom'] } },
  },
  ChatChunk: {
    without: ['metadata'],
    properties: { usage: { anyOf: [reference('Usage'), { type: 'null' }] } },
  },
  ChunkDelta: {
    without: ['reasoning', 'reasoning_details', 'images'],
    properties: { role: { type: 'string', enum: ['developer', 'system', 'user', 'assistant', 'tool'] } },
  },
  Usage: {
    only: [
      ...['prompt_tokens', 'completion_tokens', 'total_tokens'],
      ...['prompt_tokens_details', 'completion_tokens_details'],
    ],
  },
  PromptTokensDetails: { only: ['cached_tokens', 'audio_tokens'] },
  CompletionTokensDetails: { without: ['image_tokens'] },

  ChatStreamError: { only: ['error'] },
  ErrorObject: { properties: { type: text, code: textOrNull } },
  ErrorResponse: { without: ['metadata'] },
  Model: { only: ['id', 'object', 'created', 'owned_by'] },
};

// New schemas, and one in a form of OpenAI's own.
const added: Record<string, Schema> = {
  FunctionMessage: {
    type: 'object',
    required: ['role', 'content', 'name'],
    properties: { role: { type: 'string', const: 'function' }, content: textOrNull, name: text },
  },
  CustomTool: tagged('custom', { type: 'object', required: ['name'], properties: { name: text } }),
  CustomToolChoice: tagged('custom', { type: 'object', required: ['name'], properties: { name: text } }),
  FinishReason: {
    type: 'string',
    enum: ['stop', 'length', 'tool_calls', 'content_filter', 'function_call'],
  },
};

const operations = ['createChatCompletion', 'listModels', 'getModel'];

/**
 * The contract as OpenAI's own document has it, as far as the two overlap: for servers that know nothing of Parley.
 * Throws when a change names what the contract does not have.
 */
export function openaiDocument(document: Document): Document {
  const schemas: Record<string, Schema> = { ...document.components.schemas, ...added };
  for (const [name, change] of Object.entries(changes)) {
    const schema = schemas[name];
    if (schema === undefined) throw new Error(`There is no schema ${name} to change.`);
    schemas[name] = changed(schema, change, name);
  }
  const paths = Object.entries(document.paths).flatMap(([path, item]) => {
    const kept = Object.entries(item).filter(([, { operationId }]) => operations.includes(operationId));
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept.map(withoutStatuses))] as const];
  });
  return { paths: Object.fromEntries(paths), components: { ...document.components, schemas } };
}

// Which failure has which status is left to the server; that it tells the failure in OpenAI's form is not.
function withoutStatuses([method, operation]: [string, Operation]): [string, Operation] {
  const { 200: success = {} } = operation.responses;
  const failure: Response = { content: { 'application/json': { schema: reference('ErrorResponse') } } };
  return [method, { ...operation, parameters: [], responses: { 200: success, default: failure } }];
}

function changed(schema: Schema, change: Change, name: string): Schema {
  const before = isSchema(schema['properties']) ? schema['properties'] : {};
  const { only = Object.keys(before), without = [], optional = [], properties = {} } = change;
  for (const key of [...(change.only ?? []), ...without, ...optional, ...Object.keys(properties)])
    if (!(key in before)) throw new Error(`${name} has no property ${key} to change.`);
  const kept = only.filter((key) => !without.includes(key));
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return {
    ...schema,
    ...(schema['properties'] === undefined
      ? {}
      : { properties: Object.fromEntries(kept.map((key) => [key, properties[key] ?? before[key]])) }),
    required: required.filter((key) => !optional.includes(key) && (kept.includes(key) || !(key in before))),
    ...(change.branches || change.withoutBranches ? union(schema, change) : {}),
  };
}

function union({ discriminator }: Schema, { branches = {}, withoutBranches = [] }: Change): Schema {
  const { propertyName, mapping } = isSchema(discriminator) ? discriminator : {};
  const tags = Object.entries({
    ...(isSchema(mapping) ? mapping : {}),
    ...Object.fromEntries(Object.entries(branches).map(([tag, name]) => [tag, reference(name)['$ref']])),
  }).filter(([tag]) => !withoutBranches.includes(tag));
  return {
    discriminator: { propertyName, mapping: Object.fromEntries(tags) },
    oneOf: tags.map(([, $ref]) => ({ $ref })),
  };
}

function tagged(type: string, content: Schema): Schema {
  return {
    type: 'object',
    required: ['type', type],
    properties: { type: { type: 'string', const: type }, [type]: content },
  };
}
