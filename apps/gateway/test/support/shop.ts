import type { ProviderModels } from '../../src/catalog/catalog.ts';
import type { Ability, CatalogModel } from '../../src/catalog/model.ts';
import { anthropic } from '../../src/providers/anthropic/index.ts';
import { google } from '../../src/providers/google/index.ts';
import { model } from './chooser.ts';

const can = (...abilities: Ability[]): Partial<CatalogModel> => ({ abilities: ['streaming', ...abilities] });

const reasons = (
  efforts: NonNullable<CatalogModel['reasoning']>['efforts'],
  more: Partial<NonNullable<CatalogModel['reasoning']>> = {},
): Pick<CatalogModel, 'reasoning'> => ({
  reasoning: { efforts, budget: false, mandatory: false, ...more },
});

/** Models that differ in one thing each, and cost the more the more they can. Dollars per million tokens. */
export const shop: ProviderModels[] = [
  {
    provider: 'acme',
    models: [
      model('gratis', '0', { context_tokens: 2_000, output_tokens: 500 }),
      model('gratis-tools', '0', { ...can('tools'), context_tokens: 4_000, output_tokens: 1_000 }),
      model('tiny', '0.1', { output_tokens: 1_000 }),
      model('musing', '0.15', { ...can('reasoning'), ...reasons(['minimal']) }),
      model('mute', '0.2', { abilities: ['tools', 'json_object'] }),
      model('caller', '1', can('tools', 'parallel_tools', 'json_object')),
      model('schema', '2', can('tools', 'json_object', 'json_schema')),
      model('eyes', '3', can('vision')),
      model('ears', '4', can('audio_input')),
      model('reader', '5', can('vision', 'documents')),
      model('thinker', '6', { ...can('reasoning'), ...reasons(['none', 'low', 'high']) }),
      model('budgeter', '7', {
        ...can('reasoning', 'tools'),
        ...reasons(['high'], { budget: true, budget_min: 1_024, mandatory: true }),
      }),
      model('finder', '8', can('web_search')),
      model('long', '10', { context_tokens: 1_000_000, output_tokens: 100_000 }),
      model('painter', '15', { ...can('image_output'), output: ['text', 'image'] }),
      model('everything', '20', {
        ...can(
          'tools',
          'parallel_tools',
          'vision',
          'audio_input',
          'documents',
          'json_object',
          'json_schema',
          'reasoning',
          'web_search',
        ),
        ...reasons(['none', 'minimal', 'low', 'medium', 'high'], { budget: true }),
        context_tokens: 200_000,
        output_tokens: 32_000,
      }),
      model('unpriced', null, can('tools', 'vision')),
    ],
  },
  { provider: 'globex', models: [model('caller', '1.1', can('tools', 'json_object'))] },
  { provider: 'initech', models: [model('caller', '4', can('tools', 'json_object'))] },
  // Speaks Anthropic's wire, which has the effort setting.
  { provider: 'careful', models: [model('careful', '9', can('effort'))] },
  // Speaks Gemini's wire, which rejects sound in the answer.
  { provider: 'gem', models: [model('flash', '0.05', { context_tokens: 3_000 })] },
];

export const shopAdapters = { careful: anthropic, gem: google };
