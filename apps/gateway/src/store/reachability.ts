export type Reachability = {
  /**
   * The answer of a server, or `null` when it gave none in time. After a failure it isn't asked for a while. Who has
   * nothing else to go by can wait longer, or have it asked all the same.
   */
  attempt<Answer>(ask: () => Promise<Answer>, urgency?: Urgency): Promise<Answer | null>;
  isDown(): boolean;
};

export type Urgency = { always?: true; timeoutMs?: number };

type ReachabilityOptions = {
  /** How long an answer may take. */
  timeoutMs: number;
  /** How long it is left alone after a failure. */
  pauseMs: number;
  /** Milliseconds that only grow. */
  clock: () => number;
  /** Told when the server is lost, with the reason, and with `null` when it is back. */
  changed: (lost: unknown) => void;
};

/** Asks a server that may be gone, so that one caller waits for it and not all. */
export function createReachability({
  timeoutMs,
  pauseMs,
  clock,
  changed,
}: ReachabilityOptions): Reachability {
  let pausedUntil = 0;
  let down = false;
  return {
    isDown: () => down,
    async attempt(ask, urgency) {
      if (urgency?.always !== true && clock() < pausedUntil) return null;
      const patienceMs = urgency?.timeoutMs ?? timeoutMs;
      // This one finds out for all.
      if (down) pausedUntil = clock() + patienceMs + pauseMs;
      try {
        const answer = await within(patienceMs, ask());
        pausedUntil = 0;
        if (down) {
          down = false;
          changed(null);
        }
        return answer;
      } catch (thrown) {
        pausedUntil = clock() + pauseMs;
        if (!down) {
          down = true;
          changed(thrown ?? new Error('no reason was given'));
        }
        return null;
      }
    },
  };
}

async function within<Answer>(timeoutMs: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new Error(`no answer in ${timeoutMs} ms`));
    // Where it was this process that had no time, the answer is here already, and is read before `setImmediate`.
    timer = setTimeout(() => setImmediate(giveUp), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
