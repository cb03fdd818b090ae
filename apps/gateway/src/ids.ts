type World = {
  /** So many bytes that nobody can foretell. */
  chance: (count: number) => Buffer;
  /** Milliseconds since 1970. */
  now: () => number;
};

/**
 * Makes ids behind a prefix: the time, then 48 random bits. Ids of one time begin alike, so that a store puts them side
 * by side. Chance is drawn for many at once: one by one it costs ten times as much.
 */
export function createIds({ chance, now }: World): (prefix: string) => string {
  const id = Buffer.alloc(timeBytes + chanceBytes);
  let pool: Buffer = Buffer.alloc(0);
  let used = 0;
  return (prefix) => {
    if (used >= pool.length) {
      pool = chance(chanceBytes * idsPerDraw);
      used = 0;
    }
    id.writeUIntBE(now(), 0, timeBytes);
    pool.copy(id, timeBytes, used, used + chanceBytes);
    used += chanceBytes;
    return prefix + id.toString('base64url');
  };
}

const timeBytes = 6;
const chanceBytes = 6;
const idsPerDraw = 512;
