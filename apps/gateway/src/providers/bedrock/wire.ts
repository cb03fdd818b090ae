// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html · no client of AWS's is installed
import type { JsonObject } from '../json.ts';

export type WireCachePoint = { cachePoint: { type: 'default'; ttl?: '5m' | '1h' } };
export type WireText = { text: string };
export type WireImage = { image: { format: string; source: { bytes: string } } };
export type WireDocument = { document: { format: string; name: string; source: { bytes: string } } };
export type WireReasoning = {
  reasoningContent:
    | { reasoningText: { text: string; signature?: string } }
    | { /** In base64. */ redactedContent: string };
};
export type WireToolUse = { toolUse: { toolUseId: string; name: string; input: JsonObject } };
export type WireToolResult = { toolResult: { toolUseId: string; content: WireText[] } };

export type WireBlock =
  | WireText
  | WireImage
  | WireDocument
  | WireReasoning
  | WireToolUse
  | WireToolResult
  | WireCachePoint;

export type WireMessage = { role: 'user' | 'assistant'; content: WireBlock[] };

export type WireTool =
  | { toolSpec: { name: string; description?: string; inputSchema: { json: JsonObject } } }
  | WireCachePoint;

export type WireToolChoice = { any: Record<string, never> } | { tool: { name: string } };
export type WireToolConfig = { tools: WireTool[]; toolChoice?: WireToolChoice };

export type WireInferenceConfig = {
  maxTokens?: number;
  temperature?: number;
  topP?: number;
  stopSequences?: string[];
};

/** The body of `/converse` and of `/converse-stream`. */
export type ConverseBody = {
  messages: WireMessage[];
  system?: (WireText | WireCachePoint)[];
  inferenceConfig?: WireInferenceConfig;
  toolConfig?: WireToolConfig;
  outputConfig?: {
    textFormat: {
      type: 'json_schema';
      structure: { jsonSchema: { /** JSON as text. */ schema: string; name: string; description?: string } };
    };
  };
  /** What the model's maker has and Converse hasn't, in the maker's own words. */
  additionalModelRequestFields?: JsonObject;
  serviceTier?: { type: 'default' | 'flex' | 'priority' };
};
