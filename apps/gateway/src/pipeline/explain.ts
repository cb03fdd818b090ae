import type { ChatCompletionRequest, ChatMetadata, ErrorMetadata, RoutingAttempt } from '@parley/types';
import { nativeName } from '../catalog/model.ts';
import { ignoredParameters } from '../providers/ignored-parameters.ts';
import type { Selection } from '../routing/arrange.ts';
import type { Routed } from './call-routes.ts';
import type { NamedModel } from './resolve-model.ts';

/** What is said of a request beside its error. */
export const explainFailure = (
  requestId: string,
  named: NamedModel,
  routing: RoutingAttempt[],
): ErrorMetadata => ({
  request_id: requestId,
  requested_model: named.name,
  requested_provider: named.provider,
  routing: [...routing],
});

type Answered = Pick<ChatMetadata, 'plugins' | 'usage_source' | 'price' | 'unpriced'> & {
  selection: Selection;
};

/** What is said of a request beside its answer. */
export function explainAnswer(
  failure: ErrorMetadata,
  { target, attempts, ignored }: Routed,
  request: ChatCompletionRequest,
  { plugins, selection, ...money }: Answered,
): ChatMetadata {
  const { provider, listing } = target;
  return {
    ...failure,
    used_model: listing.model.id,
    used_provider: provider.id,
    underlying_used_model: nativeName(listing.model),
    selection,
    routing: attempts,
    ignored_parameters: [...ignoredParameters(request, provider.adapter.coverage), ...ignored],
    plugins,
    ...money,
  };
}
