import type { Ability, CatalogModel } from '../catalog/model.ts';
import type { Adapter } from './adapter.ts';

// Fields that reach a model only if it has the ability.
const needed: { [field: string]: Ability } = {
  tools: 'tools',
  tool_choice: 'tools',
  parallel_tool_calls: 'parallel_tools',
  reasoning: 'reasoning',
  reasoning_effort: 'reasoning',
  include_reasoning: 'reasoning',
  web_search: 'web_search',
  web_search_options: 'web_search',
  effort: 'effort',
};

/** The request fields that reach a model at its provider, by the coverage table and the model's abilities. */
export function supportedParameters(model: CatalogModel, { coverage }: Adapter): string[] {
  return Object.entries(coverage.request).flatMap(([field, support]) => {
    const ability = needed[field];
    const able = ability === undefined || model.abilities === null || model.abilities.includes(ability);
    return able && support !== 'ignored' && support !== 'rejected' ? [field] : [];
  });
}
