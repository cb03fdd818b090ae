/**
 * A generator of numbers from 0 up to, not including, 1, by its seed: the same seed gives the same numbers. For choices
 * and jitter, never for secrets. A counter through a 32-bit mixer (splitmix): https://doi.org/10.1145/2714064.2660195
 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
