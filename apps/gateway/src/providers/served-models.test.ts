import { expect, test } from 'vitest';
import type { CatalogModel } from '../catalog/model.ts';
import { type CatalogUpdate, noUpdate } from '../catalog/update/catalog-update.ts';
import { type ConfiguredModel, readConfig } from '../config.ts';
import { servedModels, shippedModels } from './served-models.ts';

const configOf = (models: { [id: string]: ConfiguredModel }) =>
  readConfig({ providers: { openai: { models } } }, 'it');

const updateOf = (openai: CatalogUpdate['providers'][string], asOf = '2999-01-01'): CatalogUpdate => ({
  source: 'it',
  as_of: asOf,
  providers: { openai },
});

function serve(id: string, models: { [id: string]: ConfiguredModel }, update = noUpdate): CatalogModel {
  const found = servedModels('openai', configOf(models), update).find((model) => model.id === id);
  if (found === undefined) throw new Error(`${id} is not served.`);
  return found;
}

const row = (day: string, input: string) => ({ as_of: day, source: 'it', input, output: input });

test('models of the config are added to what is known, and put over it', () => {
  const models = {
    'gpt-4o': { context_tokens: 5 },
    'ft:mine': { price: { as_of: '2026-01-01', input: '1', output: '2' }, native: 'ft:gpt-4o:me' },
  };
  expect(serve('gpt-4o', models)).toMatchObject({ context_tokens: 5, name: expect.stringContaining('4o') });
  expect(serve('gpt-4o', models).prices.length).toBeGreaterThan(0);
  expect(serve('ft:mine', models)).toMatchObject({
    native: 'ft:gpt-4o:me',
    prices: [{ as_of: '2026-01-01', source: 'config', input: '1', output: '2' }],
  });
});

test('every field of a model can be configured', () => {
  const facts = {
    native: 'theirs',
    aliases: ['mine-latest'],
    name: 'Mine',
    description: 'A model of my own.',
    released: '2026-10-01',
    context_tokens: 1000,
    output_tokens: 100,
    input: ['text', 'image'] as const,
    output: ['text'] as const,
    abilities: ['streaming', 'vision', 'reasoning'] as const,
    reasoning: { efforts: ['low' as const], budget: true, budget_min: 1, budget_max: 9, mandatory: false },
    deprecated_at: '2027-01-01',
  };
  const rates = {
    input: '1',
    output: '2',
    cached_input: '0.1',
    cache_write: '1.25',
    cache_write_1h: '2',
    audio_input: '3',
    audio_output: '4',
    image_output: '5',
    image: '0.04',
    request: '0.001',
    web_search: '0.01',
  };
  const price = {
    as_of: '2026-11-01',
    source: 'my contract',
    ...rates,
    tiers: [{ above_prompt_tokens: 200, ...rates }],
  };
  const config = readConfig({ providers: { openai: { models: { mine: { ...facts, price } } } } }, 'it');
  const served = servedModels('openai', config, noUpdate).find(({ id }) => id === 'mine');
  expect(served).toEqual({ id: 'mine', ...facts, prices: [price] });
});

test.each<[given: object, says: RegExp]>([
  [{ price: { as_of: '2026-11-01', input: 1, output: '2' } }, /models\/mine\/price\/input must be string/],
  [{ price: { as_of: '2026-11-01', input: '-1', output: '2' } }, /price\/input must match/],
  [{ price: { as_of: '2026-11-01', input: '1', output: '2', cached: '1' } }, /price .*"cached"/],
  [
    { price: { as_of: '2026-11-01', input: '1', output: '2', tiers: [{ input: '2' }] } },
    /above_prompt_tokens/,
  ],
  [{ prices: [] }, /models\/mine .*"prices"/],
  [{ aliases: ['two words'] }, /aliases\/0 must match/],
])('%j is refused', (mine, says) => {
  expect(() => readConfig({ providers: { openai: { models: { mine } } } }, 'it')).toThrow(says);
});

test('an update goes over what ships, and the config over both', () => {
  const update = updateOf({
    'gpt-4o': { context_tokens: 7, output_tokens: 6, prices: [row('2998-01-01', '9')] },
  });
  const shipped = shippedModels('openai').find(({ id }) => id === 'gpt-4o');
  expect(serve('gpt-4o', {}, update)).toEqual({
    ...shipped,
    context_tokens: 7,
    output_tokens: 6,
    prices: [row('2998-01-01', '9'), ...(shipped?.prices ?? [])],
  });
  expect(serve('gpt-4o', { 'gpt-4o': { output_tokens: 3 } }, update)).toMatchObject({
    context_tokens: 7,
    output_tokens: 3,
  });
});

test('an update that is older than what ships is passed over', () => {
  expect(serve('gpt-4o', {}, updateOf({ 'gpt-4o': { context_tokens: 7 } }, '2020-01-01'))).toEqual(
    serve('gpt-4o', {}),
  );
});
