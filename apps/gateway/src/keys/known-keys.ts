import { createReachability } from '../store/reachability.ts';
import type { FoundKey, Keys } from './keys.ts';
import { isSecret } from './secret.ts';

export type KnownKeys = {
  /** The key of a secret that works now; `null`: there is none; `unavailable`: nobody can tell, since the store is gone. */
  find(secret: string): Promise<FoundKey | null | 'unavailable'>;
  /** Forgets what is known of all secrets: a key was changed here. */
  forget(): void;
};

type Known = { found: FoundKey | null; askedAt: number };

export type KnownKeysOptions = {
  /** How long an answer of the store is gone by: a key that was revoked elsewhere works so long at most. */
  freshMs: number;
  /** While the store is gone, how old an answer may be. */
  staleMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
  clock: () => number;
  changed: (lost: unknown) => void;
};

const mostKnown = 10_000;
/** So long a request waits for the store when its key was never seen here. */
const unseenMs = 5_000;

/** Remembers what the store said of secrets, so that a request rarely waits for it, and none fails because it is gone. */
export function createKnownKeys(keys: Pick<Keys, 'find'>, options: KnownKeysOptions): KnownKeys {
  const { freshMs, staleMs, now, clock } = options;
  const known = new Map<string, Known>();
  const asking = new Map<string, Promise<Known | null>>();
  const state = { epoch: 0 };
  const store = createReachability({ timeoutMs: 1_000, pauseMs: 1_000, clock, changed: options.changed });

  function ask(secret: string): Promise<Known | null> {
    const { epoch } = state;
    const asked = store.attempt(
      async () => ({ found: await keys.find(secret), askedAt: clock() }),
      known.has(secret) ? undefined : { timeoutMs: unseenMs },
    );
    const done = asked.then((answer) => {
      if (asking.get(secret) === done) asking.delete(secret);
      // What was read before a key was changed may be what it was before.
      if (answer === null || epoch !== state.epoch) return answer;
      known.delete(secret);
      known.set(secret, answer);
      // The one that was learned longest ago stands first.
      const [oldest] = known.keys();
      if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
      return answer;
    });
    asking.set(secret, done);
    return done;
  }

  return {
    forget() {
      state.epoch++;
      known.clear();
      asking.clear();
    },
    async find(secret) {
      const before = known.get(secret);
      if (before !== undefined && clock() - before.askedAt < freshMs) return usable(before.found, now());
      // A typing error is no reason to ask.
      if (!isSecret(secret)) return null;
      const answer = await (asking.get(secret) ?? ask(secret));
      if (answer !== null) return usable(answer.found, now());
      if (before !== undefined && clock() - before.askedAt < staleMs) return usable(before.found, now());
      return 'unavailable';
    },
  };
}

function usable(found: FoundKey | null, nowMs: number): FoundKey | null {
  if (found === null) return null;
  return found.endsAtMs === null || nowMs < found.endsAtMs ? found : null;
}
