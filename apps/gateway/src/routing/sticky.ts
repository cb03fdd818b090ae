import { createHash } from 'node:crypto';

/**
 * The place of a session among these: the one whose hash together with the session's name is highest (rendezvous
 * hashing). No memory is kept, so every replica answers alike and a restart changes nothing; and when a place comes or
 * goes, only the sessions move that were there or belong there.
 */
export function placeOf(session: string, ids: readonly string[]): string | undefined {
  const ranked = ids.map((id) => ({
    id,
    rank: createHash('sha256').update(`${session}\n${id}`).digest('hex'),
  }));
  return ranked.sort((a, b) => (a.rank > b.rank ? -1 : 1))[0]?.id;
}
