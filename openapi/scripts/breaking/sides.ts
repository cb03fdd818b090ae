import type { Json } from './json.ts';
import type { Resolve } from './schema/references.ts';

/** The same spot in the old and in the new contract. */
export type Sides<Value> = { old: Value; new: Value };

export type Compared<Value = Json | undefined> = Sides<Value> & { resolve: Resolve };

/** The keys of both, once each: the old ones first. */
export const allKeys = ({ old, new: next }: Sides<object>): string[] => [
  ...new Set([...Object.keys(old), ...Object.keys(next)]),
];
