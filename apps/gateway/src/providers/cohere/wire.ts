// https://docs.cohere.com/reference/chat · the official client writes these names in its own way, so they stand here
import type { JsonObject } from '../json.ts';

export type WireTextPart = { type: 'text'; text: string };
export type WireThinkingPart = { type: 'thinking'; thinking: string };
export type WireImagePart = {
  type: 'image_url';
  image_url: { url: string; detail?: 'auto' | 'low' | 'high' };
};
export type WireDocumentPart = { type: 'document'; document: { data: JsonObject } };

export type WireToolCall = { id: string; type: 'function'; function: { name: string; arguments: string } };

export type WireMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: string | (WireTextPart | WireImagePart)[] }
  | {
      role: 'assistant';
      content?: string | (WireThinkingPart | WireTextPart)[];
      tool_plan?: string;
      tool_calls?: WireToolCall[];
    }
  | { role: 'tool'; tool_call_id: string; content: string | WireDocumentPart[] };

export type WireTool = {
  type: 'function';
  function: { name: string; description?: string; parameters: JsonObject };
};

export type WireThinking = { type: 'enabled' | 'disabled'; token_budget?: number };

/** The body of `/chat`. */
export type ChatBody = {
  model: string;
  messages: WireMessage[];
  stream?: boolean;
  max_tokens?: number;
  temperature?: number;
  p?: number;
  k?: number;
  frequency_penalty?: number;
  presence_penalty?: number;
  seed?: number;
  stop_sequences?: string[];
  response_format?: { type: 'json_object'; json_schema?: JsonObject };
  thinking?: WireThinking;
  tools?: WireTool[];
  tool_choice?: 'REQUIRED' | 'NONE';
  strict_tools?: boolean;
};
