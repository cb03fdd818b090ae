/** What is known by name, up to so many bytes; beyond that, what wasn't asked for the longest is forgotten. */
export type BoundedMap<Value> = {
  get(name: string): Value | undefined;
  set(name: string, value: Value, bytes: number): void;
  delete(name: string): void;
  /** The one that wasn't asked for the longest comes first. */
  entries(): [name: string, value: Value][];
  size(): number;
};

export function createBoundedMap<Value>(mostBytes: number): BoundedMap<Value> {
  const held = new Map<string, { value: Value; bytes: number }>();
  let heldBytes = 0;
  const remove = (name: string) => {
    heldBytes -= held.get(name)?.bytes ?? 0;
    held.delete(name);
  };
  return {
    get(name) {
      const found = held.get(name);
      if (found === undefined) return undefined;
      held.delete(name);
      held.set(name, found);
      return found.value;
    },
    set(name, value, bytes) {
      remove(name);
      held.set(name, { value, bytes });
      heldBytes += bytes;
      for (const oldest of held.keys()) {
        if (heldBytes <= mostBytes) return;
        remove(oldest);
      }
    },
    delete: remove,
    entries: () => [...held].map(([name, { value }]) => [name, value]),
    size: () => held.size,
  };
}
