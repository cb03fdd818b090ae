import { SqliteAdapter } from '#kysely';
import type { Database } from './tables.ts';

/** Whether it runs in this process: what takes long there holds up all else. */
export const isEmbedded = (db: Database): boolean => db.getExecutor().adapter instanceof SqliteAdapter;
