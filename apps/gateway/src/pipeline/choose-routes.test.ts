import type { ChatCompletionRequest, UserContentPart } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { chooser, model, refusalOf, targetsOf } from '../../test/support/chooser.ts';
import type { CatalogModel } from '../catalog/model.ts';

const reasons = (over: Partial<NonNullable<CatalogModel['reasoning']>> = {}): Partial<CatalogModel> => ({
  abilities: ['streaming', 'reasoning'],
  reasoning: { efforts: ['none', 'low', 'high'], budget: false, mandatory: false, ...over },
});

const models = [
  {
    provider: 'acme',
    models: [
      model('gratis', '0', { context_tokens: 100 }),
      model('plain', '1'),
      model('tools', '2', { abilities: ['streaming', 'tools', 'json_object'] }),
      model('sees', '3', { abilities: ['streaming', 'vision', 'documents', 'audio_input', 'json_schema'] }),
      model('thinks', '4', reasons()),
      model('always', '5', reasons({ mandatory: true, budget: true, efforts: ['high'] })),
      model('searches', '6', { abilities: ['streaming', 'web_search'] }),
      model('long', '7', { context_tokens: 1_000_000 }),
      model('draws', '0.5', { abilities: ['streaming', 'image_output'], output: ['text', 'image'] }),
      model('speaks', '8', { output: ['text', 'audio'] }),
      model('unpriced', null),
    ],
  },
  {
    provider: 'globex',
    models: [model('plain', '0.9'), model('tools', '2', { abilities: ['streaming', 'tools'] })],
  },
];

type Given = Partial<ChatCompletionRequest> & { fallback?: boolean; candidates?: string[] };

const choose = chooser({ models });

const routesFor = (name: string, { candidates, ...given }: Given = {}): string[] => {
  if (candidates === undefined) return targetsOf(choose(name, given));
  return targetsOf(chooser({ models, config: { auto: { candidates } } })(name, given));
};

const picture: UserContentPart = { type: 'image_url', image_url: { url: 'https://example.test/a.png' } };
const seeing = (part: UserContentPart): Partial<ChatCompletionRequest> => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Look.' }, part] }],
});
const weather = { type: 'function' as const, function: { name: 'weather' } };

describe('auto', () => {
  test('tries every priced model that answers with text, the cheapest first', () => {
    expect(routesFor('auto')).toEqual([
      'acme/gratis',
      'globex/plain',
      'acme/plain',
      'acme/tools',
      'globex/tools',
      'acme/sees',
      'acme/thinks',
      'acme/always',
      'acme/searches',
      'acme/long',
      'acme/speaks',
    ]);
  });

  const first: [what: string, given: Given, want: string][] = [
    ['a request without wishes', {}, 'acme/gratis'],
    ['free_models_only', { free_models_only: true }, 'acme/gratis'],
    [
      'a prompt that is too long for the cheapest',
      { messages: [{ role: 'user', content: 'x'.repeat(500) }] },
      'globex/plain',
    ],
    ['an output cap that is', { max_tokens: 200 }, 'globex/plain'],
    ['an output cap by its new name', { max_completion_tokens: 200 }, 'globex/plain'],
    [
      'a prompt that only one can hold',
      { messages: [{ role: 'user', content: 'x'.repeat(80_000) }] },
      'acme/long',
    ],
    [
      'tools count towards the context',
      { tools: [{ ...weather, function: { name: 'w', description: 'x'.repeat(400) } }] },
      'acme/tools',
    ],
    ['function tools', { tools: [weather] }, 'acme/tools'],
    ['a JSON object', { response_format: { type: 'json_object' } }, 'acme/tools'],
    ['a JSON schema', { response_format: { type: 'json_schema', json_schema: { name: 'x' } } }, 'acme/sees'],
    ['plain text format asks for nothing', { response_format: { type: 'text' } }, 'acme/gratis'],
    ['an image', seeing(picture), 'acme/sees'],
    ['a document', seeing({ type: 'file', file: { file_id: 'f' } }), 'acme/sees'],
    ['sound', seeing({ type: 'input_audio', input_audio: { data: '', format: 'wav' } }), 'acme/sees'],
    ['reasoning', { reasoning_effort: 'low' }, 'acme/thinks'],
    [
      'an effort that only one knows',
      { reasoning: { effort: 'high' }, models: null, max_tokens: 1 },
      'acme/thinks',
    ],
    ['a reasoning budget', { reasoning: { max_tokens: 2000 } }, 'acme/always'],
    ['no reasoning at all', { reasoning_effort: 'none' }, 'acme/gratis'],
    ['web search', { web_search: true }, 'acme/searches'],
    ['a web search tool', { tools: [{ type: 'web_search' }] }, 'acme/searches'],
    ['web search options', { web_search_options: {} }, 'acme/searches'],
    ['sound out', { modalities: ['text', 'audio'] }, 'acme/speaks'],
    ['images out', { modalities: ['text', 'image'] }, 'acme/draws'],
    ['only what the config allows', { candidates: ['acme/long', 'acme/thinks'] }, 'acme/thinks'],
  ];
  test.each(first)('%s: first %s', (_what, given, want) => {
    expect(routesFor('auto', given)[0]).toBe(want);
  });

  test('no_reasoning leaves every model out that reasons', () => {
    const all = routesFor('auto', { no_reasoning: true });
    expect(all).not.toContain('acme/thinks');
    expect(all).not.toContain('acme/always');
    expect(all).toContain('acme/plain');
  });

  test('reasoning can be turned off only where it is not mandatory', () => {
    expect(routesFor('auto', { reasoning_effort: 'none' })).not.toContain('acme/always');
  });

  const impossible: [what: string, given: Given, param: string][] = [
    [
      'free and long',
      { free_models_only: true, messages: [{ role: 'user', content: 'x'.repeat(5000) }] },
      'free_models_only',
    ],
    ['longer than any context', { messages: [{ role: 'user', content: 'x'.repeat(5e6) }] }, 'messages'],
    ['free tools', { free_models_only: true, tools: [weather] }, 'tools'],
    ['tools and images', { tools: [weather], ...seeing(picture) }, 'tools'],
    ['no reasoning and an effort', { no_reasoning: true, reasoning_effort: 'low' }, 'reasoning_effort'],
    ['an effort nobody has', { reasoning: { effort: 'xhigh' } }, 'reasoning'],
    [
      'a reasoning budget that leaves nothing of the cap',
      { reasoning: { max_tokens: 2000 }, max_tokens: 2000 },
      'reasoning.max_tokens',
    ],
    ['candidates that do not exist', { candidates: ['acme/gone'] }, 'model'],
  ];
  test.each(impossible)('%s: a 400 that names %s', (_what, given, param) => {
    const error = refusalOf(() => routesFor('auto', given));
    expect(error).toMatchObject({ code: 'unsupported_by_model', context: { param } });
    expect(error.message).toContain('"auto"');
  });
});

describe('a name', () => {
  test('with its provider goes there and nowhere else', () => {
    expect(routesFor('acme/plain')).toEqual(['acme/plain']);
  });

  test('without one goes to everyone who has it, the cheapest first', () => {
    expect(routesFor('plain')).toEqual(['globex/plain', 'acme/plain']);
    expect(routesFor('tools')).toEqual(['acme/tools', 'globex/tools']);
  });

  test('without one goes to the cheapest only when the caller wants no fallback', () => {
    expect(routesFor('plain', { fallback: false })).toEqual(['globex/plain']);
  });

  test('that the catalogue lacks is refused nothing', () => {
    const given = { tools: [weather], reasoning: { max_tokens: 5 }, ...seeing(picture) };
    expect(routesFor('acme/brand-new', given)).toEqual(['acme/brand-new']);
  });

  test('that has no price is taken when it is named', () => {
    expect(routesFor('acme/unpriced')).toEqual(['acme/unpriced']);
  });

  const unmet: [given: Given, param: string, says: RegExp][] = [
    [{ tools: [weather] }, 'tools', /function tools/],
    [{ tools: [{ type: 'web_search' }] }, 'tools[0]', /web search/],
    [{ web_search: true }, 'web_search', /web search/],
    [{ web_search_options: {} }, 'web_search_options', /web search/],
    [seeing(picture), 'messages[0].content[1]', /image input/],
    [{ reasoning_effort: 'low' }, 'reasoning_effort', /reasoning effort "low"/],
    [{ reasoning: { effort: 'low' } }, 'reasoning', /reasoning effort "low"/],
    [{ reasoning: { max_tokens: 9 } }, 'reasoning.max_tokens', /budget/],
    [{ response_format: { type: 'json_object' } }, 'response_format', /JSON/],
    [{ modalities: ['image'] }, 'modalities', /image output/],
    [{ effort: 'low' }, 'effort', /effort setting/],
  ];
  test.each(unmet)('whose model cannot do %j is a 400 that names %s', (given, param, says) => {
    const error = refusalOf(() => routesFor('acme/plain', given));
    expect(error).toMatchObject({ code: 'unsupported_by_model', context: { param } });
    expect(error.message).toMatch(says);
    expect(error.message).toContain('"acme/plain"');
  });
});

describe('a list of models', () => {
  test('is tried in its order, each once', () => {
    const given = { models: ['acme/tools', 'plain', 'acme/long'] };
    expect(routesFor('acme/long', given)).toEqual(['acme/long', 'acme/tools', 'globex/plain', 'acme/plain']);
  });

  test('is not tried when the caller wants no fallback', () => {
    expect(routesFor('acme/long', { models: ['acme/plain'], fallback: false })).toEqual(['acme/long']);
  });

  test('passes over those that cannot do what is asked', () => {
    const given = { tools: [weather], models: ['acme/plain', 'globex/tools'] };
    expect(routesFor('acme/tools', given)).toEqual(['acme/tools', 'globex/tools']);
    expect(routesFor('acme/plain', given)).toEqual(['globex/tools']);
    expect(refusalOf(() => routesFor('acme/plain', { ...given, fallback: false })).code).toBe(
      'unsupported_by_model',
    );
  });

  test('of which none can is refused in the name of the first', () => {
    const error = refusalOf(() => routesFor('acme/plain', { tools: [weather], models: ['acme/long'] }));
    expect(error).toMatchObject({ code: 'unsupported_by_model', context: { param: 'tools' } });
    expect(error.message).toContain('"acme/plain"');
  });
});
