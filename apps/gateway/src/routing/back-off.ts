/**
 * How long to stay away the n-th time in a row, the first being 1: twice as long each time, up to the longest. Between
 * half of that and all of it, by chance, so that those who were turned away together don't come back together.
 */
export function backOffMs(
  times: number,
  { firstMs, longestMs, random }: { firstMs: number; longestMs: number; random: () => number },
): number {
  const fullMs = Math.min(firstMs * 2 ** (times - 1), longestMs);
  return fullMs * (0.5 + random() / 2);
}
