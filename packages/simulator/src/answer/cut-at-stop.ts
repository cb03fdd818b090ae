/** The text before the first stop string in it; the stop string itself is not said. */
export function cutAtStop(text: string, stop: readonly string[]): string {
  const starts = stop.map((string) => text.indexOf(string)).filter((start) => start >= 0);
  return starts.length === 0 ? text : text.slice(0, Math.min(...starts));
}
