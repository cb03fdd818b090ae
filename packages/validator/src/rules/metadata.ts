import type { ChatMetadata } from '@parley/types';
import { broken, type Problem } from '../problem.ts';
import { showValue } from '../show-value.ts';

/** M1 to M3: what the metadata of an answer says about its `model` and about itself. */
export function checkMetadataRules(model: string, metadata: ChatMetadata): Problem[] {
  const problems: Problem[] = [];
  const { routing, used_provider, used_model, underlying_used_model } = metadata;
  const last = routing.at(-1);
  const successes = routing.reduce((count, { succeeded }) => (succeeded ? count + 1 : count), 0);
  if (last?.succeeded !== true || successes !== 1)
    problems.push(
      broken(
        'M1',
        'metadata.routing',
        `metadata.routing must end with its only success, but ${successes} of ${routing.length} attempts succeeded and the last ${last?.succeeded ? 'did' : 'did not'}.`,
      ),
    );
  if (model !== `${used_provider}/${used_model}`)
    problems.push(
      broken(
        'M2',
        'model',
        `model must be ${showValue(`${used_provider}/${used_model}`)}, got ${showValue(model)}.`,
      ),
    );
  if (last !== undefined && underlying_used_model !== last.model)
    problems.push(
      broken(
        'M3',
        'metadata.underlying_used_model',
        `metadata.underlying_used_model must be ${showValue(last.model)}, the model of the last attempt, got ${showValue(underlying_used_model)}.`,
      ),
    );
  return problems;
}
