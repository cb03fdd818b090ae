import type { Kysely } from '#kysely';

// Eight-byte integers come as bigint from one database and from the other; times are milliseconds since 1970,
// money is picodollars, and what is never searched by stands as JSON in a `document`.

type KeyTable = {
  id: string;
  name: string;
  /** What may be shown of the secret. */
  prefix: string;
  /** HMAC of the secret. */
  digest: string;
  /** Of the secret before the last rotation, and until when it works. */
  previous_digest: string | null;
  previous_expires_at: bigint | null;
  /** The key that made it; `null`: the master key. */
  created_by: string | null;
  created_at: bigint;
  expires_at: bigint | null;
  revoked_at: bigint | null;
  budget_limit: bigint | null;
  budget_window: 'day' | 'week' | 'month' | 'total' | null;
  document: string;
};

/** Every key above a key, however far. */
type KeyAncestorTable = { key_id: string; ancestor_id: string };

type BudgetTable = {
  key_id: string;
  /** 0 for a budget that never starts anew. */
  window_start: bigint;
  used: bigint;
  reserved: bigint;
};

type ReservationTable = {
  request_id: string;
  instance: string;
  key_id: string;
  window_start: bigint;
  amount: bigint;
  expires_at: bigint;
};

type RequestTable = {
  id: string;
  /** What the caller knows it by, of which there may be several. */
  given_id: string;
  key_id: string;
  /** The journal that knows how it ends. */
  instance: string;
  created_at: bigint;
  outcome: 'running' | 'completed' | 'failed' | 'aborted' | 'unknown';
  requested_model: string;
  used_model: string | null;
  used_provider: string | null;
  error_code: string | null;
  prompt_tokens: bigint | null;
  completion_tokens: bigint | null;
  cached_tokens: bigint | null;
  reasoning_tokens: bigint | null;
  /** What the caller pays. `null`: there is no price. */
  cost: bigint | null;
  duration_ms: bigint | null;
  document: string;
};

type AttemptTable = {
  request_id: string;
  position: bigint;
  provider: string;
  model: string;
  status_code: bigint;
  error_type: string;
  duration_ms: bigint;
  /** What the provider charges for it, where that is known. */
  cost: bigint | null;
};

type LabelTable = { request_id: string; name: string; value: string };

type IdempotencyTable = {
  key_id: string;
  idempotency_key: string;
  body_digest: string;
  request_id: string;
  instance: string;
  /** The answer, packed; none of its bytes: it was too large to be kept. `null` while the request runs. */
  answer: Uint8Array | null;
  expires_at: bigint;
};

/** What the gateway has to remember of itself. */
type SettingTable = { name: string; value: string };

export type Tables = {
  settings: SettingTable;
  keys: KeyTable;
  key_ancestors: KeyAncestorTable;
  budgets: BudgetTable;
  reservations: ReservationTable;
  requests: RequestTable;
  attempts: AttemptTable;
  labels: LabelTable;
  idempotency: IdempotencyTable;
};

export type Database = Kysely<Tables>;
