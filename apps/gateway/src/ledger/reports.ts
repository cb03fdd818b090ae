import { gatewayError } from '../gateway-error.ts';
import type { Database } from '../store/tables.ts';

/** Reads what may take long for a key. Rejects with `overloaded` when the key waits for as much as it may already. */
export type Reports = <Answer>(keyId: string, read: (db: Database) => Promise<Answer>) => Promise<Answer>;

const mostAtOnce = 8;
const retryAfterMs = 5_000;

/** Each key has one read at a time, so that there is room for others. */
export function createReports(db: Database): Reports {
  const lines = new Map<string, Promise<void>[]>();
  return async (keyId, read) => {
    const line = lines.get(keyId) ?? [];
    if (line.length >= mostAtOnce) throw gatewayError('overloaded', undefined, { retryAfterMs });
    const before = line.at(-1);
    const { promise, resolve } = Promise.withResolvers<void>();
    line.push(promise);
    lines.set(keyId, line);
    try {
      await before;
      return await read(db);
    } finally {
      line.shift();
      if (line.length === 0) lines.delete(keyId);
      resolve();
    }
  };
}
