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
export {
  ParleyError,
  type ParleyErrorCode,
  type UnlistedErrorCode,
} from './parley-error.ts';
