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
export {
  type CallOptions,
  type ChatRequest,
  type ChatStreamRequest,
  createClient,
  type ParleyClient,
  type ParleyClientOptions,
} from './create-client.ts';
export { type ClientErrorCode, ParleyError, type ParleyErrorCode } from './parley-error.ts';
