import type { WebSearchTool } from '@parley/types';
import type { AdapterCall, CarriedField, Coverage } from '../adapter.ts';

/** A body of this wire, or a part of one. Its fields are OpenAI's and whatever the provider added to them. */
export type Wire = { [field: string]: unknown };

/** What differs between the providers that speak OpenAI's chat wire. What is left out is as OpenAI has it. */
export type Dialect = {
  id: string;
  coverage: Coverage;
  /** The name under which the output cap is sent. */
  maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** Whether the role `developer` is known; else it is sent as `system`. */
  developerRole: boolean;
  /** Whether `tool_choice` may be `allowed_tools`; else the tools are filtered. */
  allowedTools: boolean;
  /** Whether the provider fetches images by their address. Most do. */
  takesUrls?: boolean;
  /** Whether `stream_options` is known. Where it isn't, usage comes without being asked for. */
  streamOptions?: boolean;
  /** Whether `cache_control` is known; else it is taken out of parts and tools, and named as ignored. */
  cacheControl?: boolean;
  /** Whether `strict` is known; else it is taken out of functions, and named as ignored. */
  strictTools?: boolean;
  /** Whether functions can be given at all. */
  functionTools?: boolean;
  /** Whether `reasoning.max_tokens` reaches the model. */
  reasoningBudget?: boolean;
  /** Fields that go by another name, ours first. */
  rename?: Partial<Record<CarriedField, string>>;
  /** The provider's word for a `tool_choice` of `required`. */
  requiredChoice?: string;
  /** How the reasoning of earlier turns goes back, and with which turns: all, or those that called tools. */
  reasoningBack?: {
    as: 'reasoning_content' | 'reasoning' | 'reasoning_details' | 'thinking_parts';
    on: 'every_turn' | 'tool_calls';
  };
  /**
   * What JSON is asked for in words: all of it; the schema, while `json_object` sees to the syntax; or what has none.
   * `response_format` is `emulated` then, and `write` adds what the provider takes in its own way.
   */
  jsonInWords?: 'all' | 'schema' | 'object';
  /** Whether every answer was searched for, and is charged as such, also where no search is counted. */
  alwaysSearches?: boolean;
  /** Whether a text begins with its reasoning, between tags. */
  thinkTags?: boolean;
  /** What of a search tool can be carried. */
  searchTakes?: readonly (keyof WebSearchTool)[];
  authorize?(apiKey: string): Record<string, string>;
  /** Fields that this model refuses or passes over: not sent, and named in the answer. */
  withheld?(call: AdapterCall): readonly CarriedField[];
  /** Whether a tool can be forced in this call; else the choice is the model's, and the answer says so. */
  forcesTools?(call: AdapterCall): boolean;
  /** How reasoning is asked for. OpenAI's way is `reasoning_effort`. */
  reasoning?(call: AdapterCall): Wire;
  /** How a search is asked for. OpenAI's way is `web_search_options`. */
  webSearch?(wanted: WebSearchTool): Wire;
  /** The last word on the body, where data can't say it. */
  write?(body: Wire, call: AdapterCall): Wire;
};
