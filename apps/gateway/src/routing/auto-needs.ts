import type { ChatCompletionRequest } from '@parley/types';
import { listingId } from '../catalog/catalog.ts';
import { isFree } from '../catalog/model.ts';
import { capParam, outputCap } from './expected-cost.ts';
import type { Need } from './need.ts';

type Auto = {
  request: ChatCompletionRequest;
  promptTokens: number;
  /** From the configuration; `null`: every model. */
  allowed: readonly string[] | null;
  /** As `2026-11-23`. */
  today: string;
};

/** What `auto` asks of a model beside what the request needs: nobody named it, so it must be a safe choice. */
export function autoNeeds({ request, promptTokens, allowed, today }: Auto): Need[] {
  const cap = outputCap(request);
  const wanted = promptTokens + (cap ?? 0);
  const needs: Need[] = [];
  if (allowed !== null)
    needs.push({
      param: 'model',
      can: 'is among the configured candidates',
      lack: 'is not among the configured candidates',
      metBy: (listing) => allowed.includes(listingId(listing)),
    });
  needs.push(
    {
      param: 'model',
      can: 'has a known price',
      lack: 'has no known price',
      remedy: 'Give one a price in the configuration, or name the model.',
      metBy: ({ model }) => model.prices.length > 0,
    },
    {
      param: 'model',
      can: 'is not deprecated',
      lack: 'is deprecated',
      metBy: ({ model: { deprecated_at: since } }) => since === undefined || since > today,
    },
    {
      param: cap !== null && cap > promptTokens ? capParam(request) : 'messages',
      can: `has a context of ${wanted} tokens`,
      lack: `has a context of less than ${wanted} tokens`,
      metBy: ({ model }) => model.context_tokens === null || wanted <= model.context_tokens,
    },
  );
  if (!request.modalities?.includes('image'))
    needs.push({
      param: 'modalities',
      can: 'answers with text only',
      lack: 'answers with images',
      metBy: ({ model }) => !model.output.includes('image'),
    });
  if (request.free_models_only)
    needs.push({
      param: 'free_models_only',
      can: 'is free',
      lack: 'is not free',
      metBy: ({ model }) => isFree(model),
    });
  if (request.no_reasoning)
    needs.push({
      param: 'no_reasoning',
      can: 'does without reasoning',
      lack: 'is a reasoning model',
      metBy: ({ model }) => model.reasoning === null,
    });
  return needs;
}
