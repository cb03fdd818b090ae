export interface SharedReads<T, R> {
  /** The one loop over the source. */
  iterate(): AsyncGenerator<T, void, void>;
  /** Reads what is left, and gives what the source returned. As often as you like. */
  drain(): Promise<R>;
}

/**
 * One source for a loop, for a reader to the end, and for both side by side: what `drain` reads beside a loop, the loop
 * still gets. A loop that ends before the source closes it, and `leave` then gives the error for `drain`.
 */
export function shareReads<T, R>(source: AsyncIterator<T, R>, leave: () => unknown): SharedReads<T, R> {
  const backlog: T[] = [];
  let iterated = false;
  let drained = false;
  let outcome: { value: R } | { error: unknown } | undefined;

  /** Whether there was one more; else there is an outcome. */
  async function read(keep: boolean): Promise<boolean> {
    try {
      const next = await source.next();
      if (next.done) outcome ??= { value: next.value };
      else if (keep) backlog.push(next.value);
      return !next.done;
    } catch (error) {
      outcome ??= { error };
      return false;
    }
  }

  async function* loop(): AsyncGenerator<T, void, void> {
    try {
      while (backlog.length > 0 || (await read(true)) || backlog.length > 0) yield* backlog.splice(0, 1);
      if (outcome && 'error' in outcome) throw outcome.error;
    } finally {
      if (outcome === undefined) {
        outcome = { error: leave() };
        void source.return?.();
      }
    }
  }

  return {
    iterate() {
      if (iterated || drained) {
        throw new TypeError('This can be iterated only once, and not once `final` reads it.');
      }
      iterated = true;
      return loop();
    },
    async drain() {
      drained = true;
      while (await read(iterated)) {}
      if (outcome && 'value' in outcome) return outcome.value;
      throw outcome?.error;
    },
  };
}
