import type { WireRequest } from '../adapter.ts';
import type { MessagesBody } from './wire.ts';

/** What differs between the places that serve Anthropic's models by the Messages wire. */
export type Dialect = {
  id: string;
  /** Whether images and documents may be named by their address. */
  takesUrls: boolean;
  /** Whether the place knows structured outputs, for the models that have them. */
  structuredOutputs: boolean;
  authorize(apiKey: string): Record<string, string>;
  /** Where the body goes, and the form it has there: elsewhere than at Anthropic the path names the model. */
  address(body: MessagesBody): WireRequest;
};
