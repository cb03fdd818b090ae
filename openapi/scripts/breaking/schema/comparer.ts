import type { Alternative } from './alternatives.ts';
import type { Difference } from './difference.ts';
import type { Resolve } from './references.ts';
import type { Schema } from './schema.ts';

export type Direction = 'request' | 'response';

/** What the comparison of one keyword needs to go deeper. */
export type Comparer = {
  /** Null while asking about logic alone, where nobody's promise is at stake. */
  direction: Direction | null;
  resolve: Resolve;
  /** What stands beside the wide schema and declares names too: the rest of an `allOf`, of a union's owner. */
  beside: readonly Schema[];
  /** The references followed since the last step into a value: one met twice leads nowhere. */
  followed: readonly string[];
  subset(narrow: Schema, wide: Schema, beside?: readonly Schema[]): Difference[];
  /** The same for one alternative, against a part of the wide schema, reached through a reference or not. */
  uncovered(narrow: Alternative, wide: Schema, beside: readonly Schema[], through?: string): Difference[];
  /** Whether no value fits both. True only where that is sure. */
  areDisjoint(one: Schema, other: Schema): boolean;
};
