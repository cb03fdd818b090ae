import { Pool } from 'undici';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../catalog/catalog.ts';
import { uncataloguedModel } from '../catalog/model.ts';
import { GatewayError } from '../gateway-error.ts';
import { openai } from '../providers/openai/index.ts';
import type { Provider } from '../providers/provider.ts';
import { resolveModel } from './resolve-model.ts';

const model = (id: string, aliases: string[] = []) => ({ ...uncataloguedModel(id), aliases, abilities: [] });
const catalog = createCatalog([
  { provider: 'acme', models: [model('small', ['tiny']), model('meta/llama-3')] },
  { provider: 'globex', models: [model('small'), model('large')] },
]);
const provider = (id: string): Provider => ({
  id,
  adapter: openai,
  pool: new Pool('http://127.0.0.1:1'),
  origin: 'http://127.0.0.1:1',
  basePath: '/v1',
  headers: {},
});
const deps = { catalog, providers: new Map(['acme', 'globex'].map((id) => [id, provider(id)])) };

const cases: [
  given: string,
  want: { kind: string; provider: string | null; listings: string[] },
  why: string,
][] = [
  [
    'auto',
    {
      kind: 'auto',
      provider: null,
      listings: ['acme/meta/llama-3', 'acme/small', 'globex/large', 'globex/small'],
    },
    'everything',
  ],
  ['acme/small', { kind: 'pinned', provider: 'acme', listings: ['acme/small'] }, 'a name with its provider'],
  ['acme/tiny', { kind: 'pinned', provider: 'acme', listings: ['acme/small'] }, 'an alias'],
  [
    'small',
    { kind: 'bare', provider: null, listings: ['acme/small', 'globex/small'] },
    'a name that two have',
  ],
  [
    'acme/meta/llama-3',
    { kind: 'pinned', provider: 'acme', listings: ['acme/meta/llama-3'] },
    'the first slash splits',
  ],
  [
    'meta/llama-3',
    { kind: 'bare', provider: null, listings: ['acme/meta/llama-3'] },
    'a prefix that is no provider',
  ],
  ['acme/brand-new', { kind: 'pinned', provider: 'acme', listings: ['acme/brand-new'] }, 'passed through'],
  [
    'acme/vendor/brand-new',
    { kind: 'pinned', provider: 'acme', listings: ['acme/vendor/brand-new'] },
    'slashes too',
  ],
];
test.each(cases)('"%s" is %j: %s', (given, want) => {
  const { kind, provider: pinned, listings, name } = resolveModel(given, deps);
  expect({ kind, provider: pinned, listings: listings.map((l) => `${l.provider}/${l.model.id}`) }).toEqual(
    want,
  );
  expect(name).toBe(given);
});

test('what is passed through has no price and no known abilities, so that nothing is refused for it', () => {
  const { listings } = resolveModel('acme/brand-new', deps);
  expect(listings[0]?.model).toMatchObject({ prices: [], abilities: null });
});

describe('a name that leads nowhere', () => {
  const nowhere: [given: string, near: string | null][] = [
    ['smal', 'small'],
    ['globex/', null],
    ['other/large', null],
    ['/small', 'small'],
    ['constructor', null],
    ['AUTO', null],
  ];
  test.each(nowhere)('"%s" is not found, and %s is named', (given, near) => {
    const error = thrownBy(() => resolveModel(given, deps));
    expect(error).toMatchObject({ code: 'model_not_found', context: { param: 'model' } });
    if (near === null) expect(error.message).not.toContain('Did you mean');
    else expect(error.message).toContain(`Did you mean "${near}"?`);
  });

  test('is named with the place where it stood', () => {
    expect(thrownBy(() => resolveModel('nothing', deps, 'models[1]')).context.param).toBe('models[1]');
  });
});

function thrownBy(act: () => unknown): GatewayError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof GatewayError) return thrown;
  }
  throw new Error('No GatewayError was thrown.');
}
