import type { Usage } from '@parley/types';

/** The exact amount of a cost in an answer. Throws when there is none. */
export const picodollarsOf = (dollars: number | undefined): bigint => {
  if (dollars === undefined) throw new Error('There is no cost.');
  return BigInt(dollars.toFixed(12).replace('.', ''));
};

/** Every cost of a usage, by its field. */
export const costsOf = (usage: Usage): { [field: string]: bigint } =>
  Object.fromEntries(
    Object.entries(usage).flatMap(([field, value]) =>
      field.startsWith('cost_usd') && typeof value === 'number' ? [[field, picodollarsOf(value)]] : [],
    ),
  );
