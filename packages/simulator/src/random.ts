import { createHash } from 'node:crypto';

/** A stream of numbers that depends on nothing but the key it was made from. */
export type Random = {
  /** From 0 up to, not including, 1. */
  fraction(): number;
  /** From low to high, both included. */
  integer(low: number, high: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
};

export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function randomFrom(key: string): Random {
  let state = Number.parseInt(hash(key).slice(0, 8), 16);
  const fraction = (): number => {
    // An additive step by an odd constant visits every 32-bit state; two xor-multiply rounds scatter it.
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const integer = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[integer(0, items.length - 1)] ?? items[0];
  return { fraction, integer, pick };
}
