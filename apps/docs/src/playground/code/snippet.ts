import type { ChatCompletionRequest } from '@parley/types';

/** A request of the playground, to be said in some language. */
export type Snippet = {
  baseUrl: string;
  body: ChatCompletionRequest;
  headers: { [name: string]: string };
};

/** `baseUrl` with the version, as OpenAI's clients want it. */
export const withVersion = (baseUrl: string): string =>
  `${baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`;
