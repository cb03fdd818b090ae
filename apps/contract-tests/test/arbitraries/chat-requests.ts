import type { ChatCompletionRequest } from '@parley/types';
import type { Arbitrary } from 'fast-check';
import { fits } from '../schema/fits.ts';
import { schemaNamed } from '../schema/schema.ts';
import { arbitraryOf } from './arbitrary-of.ts';
import { keepRules } from './keep-rules.ts';

const isRequest = (value: unknown): value is ChatCompletionRequest => fits('ChatCompletionRequest', value);

/** Requests in which nothing is wrong, of every kind, for models of a provider that takes any name. */
export const chatRequests = (provider: string): Arbitrary<ChatCompletionRequest> =>
  arbitraryOf(schemaNamed('ChatCompletionRequest')).map((value) => {
    if (!isRequest(value)) throw new Error(`Not a request: ${JSON.stringify(value)}`);
    return keepRules(pinTo(provider, value));
  });

// A name that no catalogue knows is passed through, so what a model can do plays no part.
function pinTo(
  provider: string,
  { model, models, ...request }: ChatCompletionRequest,
): ChatCompletionRequest {
  const pin = (name: string) => `${provider}/${[...name].slice(0, 200).join('')}`;
  return {
    ...request,
    model: pin(model),
    ...(models === undefined ? {} : { models: models?.map(pin) ?? null }),
  };
}
