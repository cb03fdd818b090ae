/** The text before the first stop string in it, and which one that was: it is not said itself. */
export function cutAtStop(text: string, stop: readonly string[]): { text: string; stoppedBy: string | null } {
  const [first] = stop
    .map((string) => ({ string, start: text.indexOf(string) }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start);
  if (first === undefined) return { text, stoppedBy: null };
  return { text: text.slice(0, first.start), stoppedBy: first.string };
}
