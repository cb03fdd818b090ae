// Holds our prices against those of the npm package @pydantic/genai-prices.
import { calcPrice, type ModelPrice } from '@pydantic/genai-prices';
import { listingId } from '../src/catalog/catalog.ts';
import { type CatalogModel, nativeName, type PriceRow, type Rates } from '../src/catalog/model.ts';
import { knownProviders } from '../src/providers/index.ts';
import { shippedModels } from '../src/providers/served-models.ts';

/** One rate of one model that two sources give differently. Dollars as decimal strings; `none`: it isn't given. */
export type Disagreement = { model: string; rate: string; ours: string; theirs: string; source: string };

// Where their name of a provider isn't ours.
const theirProviders: { [ours: string]: string } = {
  bedrock: 'aws',
  togetherai: 'together',
  vertex: 'google',
  'vertex-anthropic': 'google',
  xai: 'x-ai',
};

/** Our rates by their names, and how many units their price is for when ours is for a million tokens, or for one. */
const theirRates: { [theirs: string]: [ours: keyof Rates, per: number] } = {
  input_mtok: ['input', 1],
  output_mtok: ['output', 1],
  cache_read_mtok: ['cached_input', 1],
  cache_write_mtok: ['cache_write', 1],
  cache_write_1h_mtok: ['cache_write_1h', 1],
  input_audio_mtok: ['audio_input', 1],
  output_audio_mtok: ['audio_output', 1],
  input_image_mtok: ['image_input', 1],
  output_image_mtok: ['image_output', 1],
  web_searches_kcount: ['web_search', 1000],
  requests_kcount: ['request', 1000],
};

/** Every model whose price both know, and where they disagree about it. */
export function comparePrices(): { compared: number; disagreements: Disagreement[] } {
  const found = Object.keys(knownProviders).flatMap((provider) =>
    shippedModels(provider).flatMap((model) => {
      const [row] = model.prices;
      const theirs = row === undefined ? null : priceOf(provider, model);
      if (row === undefined || theirs === null) return [];
      const found = disagreementsOf({ name: listingId({ provider, model }), row, theirs });
      // What a search costs matters to models that search.
      return [
        found.filter(
          ({ rate }) => rate !== 'web_search' || model.abilities?.includes('web_search') !== false,
        ),
      ];
    }),
  );
  return { compared: found.length, disagreements: found.flat() };
}

/** When the version that is installed was published: what it says of later days is a plan. */
const published = new Date('2026-09-23T12:00:00Z');

function priceOf(provider: string, model: CatalogModel): ModelPrice | null {
  const options = { providerId: theirProviders[provider] ?? provider, timestamp: published };
  for (const name of [nativeName(model), model.id, ...(model.aliases ?? [])]) {
    const found = calcPrice({ input_tokens: 1 }, name, options);
    if (found?.provider.id === options.providerId) return found.model_price;
  }
  return null;
}

function disagreementsOf({
  name,
  row,
  theirs,
}: {
  name: string;
  row: PriceRow;
  theirs: ModelPrice;
}): Disagreement[] {
  const ours = flatRow(row);
  const given = flatPrice(theirs);
  const stated = new Set([...given.keys()].map((rate) => rate.split(' ')[0]));
  const rates = [...new Set([...given.keys(), ...ours.keys()])].filter((rate) =>
    stated.has(rate.split(' ')[0]),
  );
  return rates.flatMap((rate) => {
    const [one, other] = [ours.get(rate), given.get(rate)];
    if (one !== undefined && other !== undefined && Math.abs(one - other) <= 1e-5 * other) return [];
    return [{ model: name, rate, ours: textOf(one), theirs: textOf(other), source: row.source }];
  });
}

const textOf = (price: number | undefined): string =>
  price === undefined ? 'none' : String(Number(price.toPrecision(9)));

function flatRow({ tiers = [], ...row }: PriceRow): Map<string, number> {
  const names = new Set<string>(Object.values(theirRates).map(([ours]) => ours));
  const flat = (rates: object, where: string): [string, number][] =>
    Object.entries(rates).flatMap(([name, rate]) =>
      names.has(name) ? [[`${name}${where}`, Number(rate)]] : [],
    );
  return new Map([
    ...flat(row, ''),
    ...tiers.flatMap(({ above_prompt_tokens: bound, ...rates }) => flat(rates, ` above ${bound}`)),
  ]);
}

function flatPrice(price: ModelPrice): Map<string, number> {
  return new Map(
    Object.entries(price).flatMap(([theirs, given]): [string, number][] => {
      const [ours, per] = theirRates[theirs] ?? [null, 1];
      if (ours === null || given === undefined) return [];
      if (typeof given === 'number') return [[ours, given / per]];
      return [
        [ours, given.base / per],
        ...given.tiers.map(({ start, price: dear }): [string, number] => [
          `${ours} above ${start}`,
          dear / per,
        ]),
      ];
    }),
  );
}
