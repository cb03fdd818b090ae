import type { SimulatorModel } from '@parley/simulator';
import type { Ability, CatalogModel } from './model.ts';

const abilityNames: Record<SimulatorModel['abilities'][number], Ability> = {
  tools: 'tools',
  parallel_tools: 'parallel_tools',
  vision: 'vision',
  audio_input: 'audio_input',
  file_input: 'documents',
  json_object: 'json_object',
  json_schema: 'json_schema',
  reasoning: 'reasoning',
  web_search: 'web_search',
  image_output: 'image_output',
};

/** The simulator's models in the catalogue's format. Their prices are the simulator's own, so its invoice and ours agree. */
export const simulatorModels = (models: readonly SimulatorModel[], asOf: string): CatalogModel[] =>
  models.map((model) => {
    const can = new Set(model.abilities);
    return {
      id: model.id,
      name: `Simulator: ${model.id}`,
      description: 'A deterministic fake. It costs nothing real.',
      released: '2026-11-01',
      context_tokens: model.contextWindowTokens,
      output_tokens: model.outputLimitTokens,
      input: [
        'text',
        ...(can.has('vision') ? (['image'] as const) : []),
        ...(can.has('audio_input') ? (['audio'] as const) : []),
        ...(can.has('file_input') ? (['file'] as const) : []),
      ],
      output: can.has('image_output') ? ['text', 'image'] : ['text'],
      abilities: ['streaming', ...model.abilities.map((ability) => abilityNames[ability])],
      reasoning: can.has('reasoning')
        ? { efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'], budget: false, mandatory: false }
        : null,
      prices: [
        {
          as_of: asOf,
          source: '@parley/simulator',
          input: model.prices.input,
          output: model.prices.output,
          cached_input: model.prices.cachedInput,
          cache_write: model.prices.cacheWrite,
          cache_write_1h: model.prices.cacheWriteHour,
          request: model.prices.request,
          // Searches are in the price of the request.
          ...(can.has('web_search') ? { web_search: '0' } : {}),
        },
      ],
    };
  });
