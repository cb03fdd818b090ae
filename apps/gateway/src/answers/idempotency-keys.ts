import { setImmediate } from 'node:timers/promises';
import { createReachability } from '../store/reachability.ts';
import type { Database } from '../store/tables.ts';
import { createBoundedMap } from './bounded-map.ts';
import {
  claimRow,
  eraseExpired,
  findRow,
  type IdempotencyRow,
  releaseAbandoned,
  releaseRow,
  writeRows,
} from './idempotency-rows.ts';
import type { KeptAnswer } from './kept-answer.ts';
import { packText, unpackText } from './pack-text.ts';

/** A request, and the key that its caller gave it. */
export type Claim = { keyId: string; idempotencyKey: string; bodyDigest: string; requestId: string };

/** What a key stands for already. */
export type Occupant = {
  bodyDigest: string;
  /** `running`: there is none yet; `too large`: there was one, and it could not be kept. */
  answer: KeptAnswer | 'running' | 'too large';
};

/** Which requests came with an idempotency key, and their answers. */
export type IdempotencyKeys = {
  /** Takes the key for this request. `null`: it is taken; then one of `keep` and `release` must follow. */
  claim(claim: Claim): Promise<Occupant | null>;
  /** Keeps the answer; `null`: it is too large to be kept. Whoever asks from now on gets it. */
  keep(claim: Claim, text: string | null): void;
  /** Frees the key: the request has no answer. */
  release(claim: Claim): Promise<void>;
  close(): Promise<void>;
};

export type IdempotencyOptions = {
  db: Database;
  /** Whether other processes use the same store. */
  isShared: boolean;
  instance: string;
  keepMs: number;
  /** How long a request can run, after which its key is free should nobody free it. */
  longestRequestMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
  clock: () => number;
  /** Told when the store is lost, with the reason, and with `null` when it is back. */
  changed: (lost: unknown) => void;
};

const flushMs = 20;
const retryMs = 500;
const sweepMs = 10_000;
const batch = 50;
const mostUnwrittenBytes = 64 * 1024 * 1024;
const rowBytes = 500;

type Running = { bodyDigest: string; occupant: Promise<Occupant | null> };
type Kept = { claim: Claim; text: string | null; expiresAtMs: number };

/**
 * What runs in this process is known here, and so are its answers until they are written, many at a time. Replicas
 * agree on who runs in the store they share; the embedded one is only read before a request. While the store is gone
 * each process keeps the promise for what it has seen itself.
 */
export async function openIdempotencyKeys(options: IdempotencyOptions): Promise<IdempotencyKeys> {
  const { db, isShared, instance, now, clock, changed } = options;
  const running = new Map<string, Running>();
  const unwritten = createBoundedMap<Kept>(mostUnwrittenBytes);
  const store = createReachability({ timeoutMs: 1_000, pauseMs: 1_000, clock, changed });
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> | null = null;

  await releaseAbandoned(db, instance);
  // Each batch is asked for by itself: all that is over may take longer than a store that is well takes to answer.
  async function sweep(): Promise<void> {
    while ((await store.attempt(() => eraseExpired(db, now()))) === 'more') await setImmediate();
  }
  const sweeper = setInterval(() => void sweep(), sweepMs);
  sweeper.unref();

  const rowOf = (claim: Claim, answer: Uint8Array | null, expiresAtMs: number): IdempotencyRow => ({
    key_id: claim.keyId,
    idempotency_key: claim.idempotencyKey,
    body_digest: claim.bodyDigest,
    request_id: claim.requestId,
    instance,
    answer,
    expires_at: BigInt(expiresAtMs),
  });

  async function look(claim: Claim): Promise<Occupant | null> {
    const nowMs = now();
    const row = rowOf(claim, null, nowMs + options.longestRequestMs);
    const found = await store.attempt(async () => ({
      occupant: isShared ? await claimRow(db, row, nowMs) : await findRow(db, row, nowMs),
    }));
    return found === null || found.occupant === null ? null : occupantOf(found.occupant);
  }

  async function flush(): Promise<void> {
    while (unwritten.size() > 0) {
      const entries = unwritten.entries().slice(0, batch);
      const rows = entries.map(([, { claim, text, expiresAtMs }]) =>
        rowOf(claim, text === null ? tooLarge : packText(text), expiresAtMs),
      );
      const written = await store.attempt(async () => {
        await writeRows(db, rows);
        return true;
      });
      if (written === null) return flushLater(retryMs);
      for (const [name, kept] of entries) if (unwritten.get(name) === kept) unwritten.delete(name);
    }
  }

  function flushLater(afterMs: number): void {
    if (timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      flushing ??= flush().finally(() => {
        flushing = null;
      });
    }, afterMs);
    timer.unref();
  }

  return {
    async claim(claim) {
      const name = nameOf(claim);
      const kept = unwritten.get(name);
      if (kept !== undefined && kept.expiresAtMs > now())
        return { bodyDigest: kept.claim.bodyDigest, answer: answerOf(kept.claim.requestId, kept.text) };
      const other = running.get(name);
      if (other !== undefined)
        return (await other.occupant) ?? { bodyDigest: other.bodyDigest, answer: 'running' };
      const looking = look(claim);
      running.set(name, { bodyDigest: claim.bodyDigest, occupant: looking });
      const occupant = await looking;
      if (occupant !== null) running.delete(name);
      return occupant;
    },
    keep(claim, text) {
      const expiresAtMs = now() + options.keepMs;
      const bytes = rowBytes + (text === null ? 0 : Buffer.byteLength(text));
      unwritten.set(nameOf(claim), { claim, text, expiresAtMs }, bytes);
      running.delete(nameOf(claim));
      flushLater(flushMs);
    },
    async release(claim) {
      if (isShared) {
        const row = rowOf(claim, null, 0);
        // Should the store be gone, the row stays; this instance knows better, and for the others it is over in time.
        await store.attempt(() => releaseRow(db, row, instance));
      }
      running.delete(nameOf(claim));
    },
    async close() {
      clearInterval(sweeper);
      if (timer !== null) clearTimeout(timer);
      await flushing;
      await flush();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

// Ids of keys hold no space.
const nameOf = ({ keyId, idempotencyKey }: Claim): string => `${keyId} ${idempotencyKey}`;

/** What stands in place of an answer that was too large. */
const tooLarge = new Uint8Array();

const answerOf = (requestId: string, text: string | null): Occupant['answer'] =>
  text === null ? 'too large' : { requestId, text };

function occupantOf({ body_digest: bodyDigest, request_id, answer }: IdempotencyRow): Occupant {
  if (answer === null) return { bodyDigest, answer: 'running' };
  return { bodyDigest, answer: answerOf(request_id, answer.length === 0 ? null : unpackText(answer)) };
}
