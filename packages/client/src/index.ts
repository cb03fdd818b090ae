export type {
  ChatChunk,
  ChatCompletion,
  ChatCompletionRequest,
  ChatMessage,
  ErrorCode,
  ErrorMetadata,
  ErrorType,
  FinishReason,
  Model,
  ModelList,
  paths,
  Tool,
  ToolCall,
  Usage,
} from '@parley/types';
export type { ChatStream } from './chat-stream.ts';
export type { CallOptions, ParleyClientOptions } from './client-options.ts';
export {
  type ChatCompletions,
  type ChatRequest,
  type ChatStreamRequest,
  createClient,
  type ParleyClient,
} from './create-client.ts';
export type { FromJsonSchema, JsonSchema } from './from-json-schema.ts';
export { jsonSchema, withJsonSchema } from './json-schema.ts';
export {
  ParleyError,
  type ParleyErrorCode,
  type UnlistedErrorCode,
} from './parley-error.ts';
export {
  runTools,
  type ToolResult,
  type ToolRun,
  type ToolRunEvent,
  type ToolRunOptions,
  type ToolRunRequest,
  type ToolRunResult,
} from './run-tools.ts';
export type { Schema, SchemaOutput } from './schema.ts';
export {
  createStructured,
  readStructured,
  type Structured,
  type StructuredRequest,
  structuredFormat,
} from './structured.ts';
export { type RunnableTool, type ToolContext, type ToolDefinition, tool } from './tool.ts';
