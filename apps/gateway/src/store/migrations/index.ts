import type { Migration } from '#kysely/migration';
import * as first from './2026-11-23-first.ts';

/** In order. One that was released is never changed: the next one changes what it made. */
export const migrations: Record<string, Migration> = {
  '2026-11-23-first': first,
};
