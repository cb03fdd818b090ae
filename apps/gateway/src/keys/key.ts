import type { BudgetWindow } from '../ledger/budget-window.ts';
import type { Picodollars } from '../money.ts';

/** `chat`: ask models. `keys`: make keys below its own, and manage those. `admin`: everything, of everybody. */
export type Scope = 'chat' | 'keys' | 'admin';

/** Where a key may go. `null` and `false` leave it open. */
export type KeyRules = {
  /** `provider/model`, bare names, or either with a `*` at its end. */
  allowed_models: string[] | null;
  allowed_providers: string[] | null;
  free_models_only: boolean;
  /** A decimal string, US dollars per million tokens of prompt or answer: a model that costs more, or has no price, is out of bounds. */
  max_price_per_million: string | null;
  /** Addresses and CIDR ranges that it may be used from. */
  allowed_ips: string[] | null;
};

export type KeyLimits = {
  requests_per_minute: number | null;
  tokens_per_minute: number | null;
  /** Requests that run at once. */
  concurrency: number | null;
};

export type KeyBudget = { limit: Picodollars; window: BudgetWindow };

/** What can be decided of a key. */
export type KeySettings = {
  name: string;
  scopes: Scope[];
  expiresAtMs: number | null;
  rules: KeyRules;
  limits: KeyLimits;
  /** How old an answer from the response cache may be; `null`: it has none, unless a request asks for it. */
  cacheTtlSeconds: number | null;
  budget: KeyBudget | null;
  tags: Record<string, string>;
};

/** An API key, without its secret, which nobody has but its holder. */
export type Key = KeySettings & {
  id: string;
  /** What may be shown of the secret. */
  prefix: string;
  createdAtMs: number;
  /** The key that made it; `null`: the master key. */
  createdBy: string | null;
  /** The key that made it, the one that made that, and so on. What it spends, they spend. */
  ancestors: string[];
  revokedAtMs: number | null;
};

export const openRules: KeyRules = {
  allowed_models: null,
  allowed_providers: null,
  free_models_only: false,
  max_price_per_million: null,
  allowed_ips: null,
};

export const noLimits: KeyLimits = { requests_per_minute: null, tokens_per_minute: null, concurrency: null };
