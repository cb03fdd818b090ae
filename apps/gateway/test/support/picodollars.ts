/** The exact amount of a cost in an answer. Throws when there is none. */
export const picodollarsOf = (dollars: number | undefined): bigint => {
  if (dollars === undefined) throw new Error('There is no cost.');
  return BigInt(dollars.toFixed(12).replace('.', ''));
};
