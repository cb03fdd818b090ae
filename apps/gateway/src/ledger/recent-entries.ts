import type { Position } from './segments.ts';

/** The newest entries of a journal and where they stand, so that they need not be read from disk again. */
export type RecentEntries = {
  /** To be called for each entry, in order: it begins where the one before it ends, or a new segment. */
  add(entry: object, start: Position, bytes: number): void;
  /** Entries from this place on, in all about `wantedBytes`; `null`: they aren't in mind any more. */
  from(start: Position, wantedBytes: number): { entries: unknown[]; end: Position } | null;
};

type Placed = { entry: object; start: Position; end: Position };

/** Keeps about `mostBytes` of them, the newest. Whoever asks for entries is taken to be done with those before. */
export function createRecentEntries(mostBytes: number): RecentEntries {
  let kept: Placed[] = [];
  let bytes = 0;
  return {
    add(entry, start, entryBytes) {
      if (bytes + entryBytes > mostBytes) {
        kept = [];
        bytes = 0;
      }
      bytes += entryBytes;
      kept.push({ entry, start, end: { segment: start.segment, offset: start.offset + entryBytes } });
    },
    from(start, wantedBytes) {
      const first = kept.findIndex((placed) => isSame(placed.start, start));
      if (first < 0) return null;
      let left = wantedBytes;
      let next = first;
      for (let placed = kept[next]; placed !== undefined && left > 0; placed = kept[++next])
        left -= placed.end.offset - placed.start.offset;
      const given = kept.slice(first, next);
      kept = kept.slice(next);
      bytes = kept.reduce((sum, { start: from, end }) => sum + end.offset - from.offset, 0);
      return { entries: given.map(({ entry }) => entry), end: given.at(-1)?.end ?? start };
    },
  };
}

const isSame = (a: Position, b: Position): boolean => a.segment === b.segment && a.offset === b.offset;
