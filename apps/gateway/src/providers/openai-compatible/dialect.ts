import type { Coverage } from '../adapter.ts';

/** What differs between the providers that speak OpenAI's chat wire. */
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
};
