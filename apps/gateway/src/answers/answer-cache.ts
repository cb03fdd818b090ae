import { createBoundedMap } from './bounded-map.ts';

export type CachedAnswer = {
  /** Milliseconds since 1970. */
  storedAtMs: number;
  /** As it was sent: the JSON of a whole one, or all events of a stream. */
  text: string;
};

/** The response cache. It may forget anything at any time; nothing fails for it. */
export type AnswerCache = {
  find(name: string): Promise<CachedAnswer | null>;
  put(name: string, answer: CachedAnswer, ttlMs: number): Promise<void>;
  close(): Promise<void>;
};

const entryBytes = 300;

/** A response cache in this process. */
export function createLocalAnswerCache({
  mostBytes,
  now,
}: {
  mostBytes: number;
  /** Milliseconds since 1970. */
  now: () => number;
}): AnswerCache {
  const held = createBoundedMap<CachedAnswer & { expiresAtMs: number }>(mostBytes);
  return {
    async find(name) {
      const found = held.get(name);
      if (found === undefined) return null;
      if (found.expiresAtMs > now()) return found;
      held.delete(name);
      return null;
    },
    async put(name, answer, ttlMs) {
      const bytes = entryBytes + Buffer.byteLength(answer.text);
      held.set(name, { ...answer, expiresAtMs: answer.storedAtMs + ttlMs }, bytes);
    },
    async close() {},
  };
}
