import { expect, test } from 'vitest';
import { createCatalog, listingId } from './catalog.ts';
import { createLiveCatalog } from './live-catalog.ts';
import { type CatalogModel, uncataloguedModel } from './model.ts';

const model = (id: string, facts: Partial<CatalogModel> = {}): CatalogModel => ({
  ...uncataloguedModel(id),
  ...facts,
});

const catalog = createCatalog([
  { provider: 'b', models: [model('small', { native: 'maker/Small', aliases: ['small-1'] })] },
  { provider: 'a', models: [model('small', { aliases: ['large'] }), model('large')] },
]);

test('listings are ordered by provider and id', () => {
  expect(catalog.listings.map(listingId)).toEqual(['a/large', 'a/small', 'b/small']);
});

const found: [provider: string, name: string, want: string | undefined][] = [
  ['b', 'small', 'b/small'],
  ['b', 'small-1', 'b/small'],
  ['b', 'maker/Small', 'b/small'],
  ['a', 'small-1', undefined],
  // An alias gives way to a model of that name.
  ['a', 'large', 'a/large'],
];
test.each(found)('%s/%s is %s', (provider, name, want) => {
  const listing = catalog.find(provider, name);
  expect(listing && listingId(listing)).toBe(want);
});

test('a bare name is an id or an alias, at every provider; the provider’s own name is none', () => {
  expect(catalog.named('small').map(listingId)).toEqual(['a/small', 'b/small']);
  expect(catalog.named('small-1').map(listingId)).toEqual(['b/small']);
  expect(catalog.named('maker/Small')).toEqual([]);
});

test('a catalogue that is replaced leaves what was handed out as it was', () => {
  const live = createLiveCatalog(catalog);
  const before = live.find('a', 'large');
  const { listings } = live;
  live.replace(createCatalog([{ provider: 'c', models: [model('new')] }]));
  expect(before?.model.id).toBe('large');
  expect(listings).toHaveLength(3);
  expect(live.find('a', 'large')).toBeUndefined();
  expect(live.listings.map(listingId)).toEqual(['c/new']);
  expect(live.named('new')).toHaveLength(1);
  expect(live.nearest('newt')).toBe('new');
});
