// https://platform.claude.com/docs/en/api/messages
import type {
  AssistantMessageParam,
  Base64ImageSource,
  Base64PDFSource,
  CacheControlEphemeral,
  ContentBlockParam,
  DocumentBlockParam,
  ImageBlockParam,
  MessageCreateParamsBase,
  OutputConfig,
  TextBlockParam,
  ThinkingConfigParam,
  Tool,
  ToolChoice,
  ToolResultBlockParam,
  UserMessageParam,
  WebSearchTool20250305,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { JsonObject } from '../json.ts';

/** A search that Anthropic made, or what it found. They go back as they came, unread. */
export type ServedBlock = JsonObject & { type: 'server_tool_use' | 'web_search_tool_result' };

// A type that Anthropic doesn't take is for Anthropic to refuse: to send another would hide what the caller sent.
type OfAnyType<Source> = Omit<Source, 'media_type'> & { media_type: string };

export type WireImage = Omit<ImageBlockParam, 'source'> & {
  source: ImageBlockParam['source'] | OfAnyType<Base64ImageSource>;
};
export type WireDocument = Omit<DocumentBlockParam, 'source'> & {
  source: DocumentBlockParam['source'] | OfAnyType<Base64PDFSource>;
};
export type WireBlock = ContentBlockParam | WireImage | WireDocument | ServedBlock;
export type WireMessage = Omit<UserMessageParam | AssistantMessageParam, 'content'> & {
  content: WireBlock[];
};
export type WireTool = Tool | WebSearchTool20250305;
export type WireToolChoice = ToolChoice;
export type WireThinking = ThinkingConfigParam;
export type WireOutputConfig = OutputConfig;
export type WireCacheControl = CacheControlEphemeral;
export type WireText = TextBlockParam;
export type WireToolResult = ToolResultBlockParam;

/** The body of `/messages`. The official client no longer names the samplers: its newest models take none. */
export type MessagesBody = Pick<
  MessageCreateParamsBase,
  'max_tokens' | 'model' | 'metadata' | 'service_tier' | 'stop_sequences' | 'stream'
> & {
  messages: WireMessage[];
  system?: WireText[];
  tools?: WireTool[];
  tool_choice?: WireToolChoice;
  thinking?: WireThinking;
  output_config?: WireOutputConfig;
  temperature?: number;
  top_p?: number;
  top_k?: number;
};
