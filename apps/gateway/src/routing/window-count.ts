/** How often something happened in the time just past. */
export type WindowCount = { add(nowMs: number): void; total(nowMs: number): number };

const slices = 10;

/** Counts in ten slices of the window: the oldest is dropped whole. Times are of a clock that only grows. */
export function createWindowCount(windowMs: number): WindowCount {
  const counts = new Array<number>(slices).fill(0);
  const sliceMs = windowMs / slices;
  let current = 0;
  const moveTo = (nowMs: number): void => {
    const slice = Math.floor(nowMs / sliceMs);
    for (let passed = Math.max(current + 1, slice - slices + 1); passed <= slice; passed++)
      counts[passed % slices] = 0;
    current = slice;
  };
  return {
    add(nowMs) {
      moveTo(nowMs);
      counts[current % slices] = (counts[current % slices] ?? 0) + 1;
    },
    total(nowMs) {
      moveTo(nowMs);
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}
