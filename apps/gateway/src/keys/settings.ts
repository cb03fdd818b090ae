import type { CreateKeyRequest, UpdateKeyRequest } from '@parley/types';
import { isAddressRange } from '../address-range.ts';
import { gatewayError } from '../gateway-error.ts';
import { parseMoment } from '../moment.ts';
import { costOf, toDecimal } from '../money.ts';
import { type KeySettings, noLimits, openRules } from './key.ts';

const open: KeySettings = {
  name: '',
  scopes: ['chat'],
  expiresAtMs: null,
  rules: openRules,
  limits: noLimits,
  cacheTtlSeconds: null,
  budget: null,
  tags: {},
};

/** What a new key gets: what was asked for, and for the rest what the key that makes it has. */
export function newSettings(
  request: CreateKeyRequest,
  creator: KeySettings | null,
  nowMs: number,
): KeySettings {
  return changedSettings({ ...(creator ?? open), scopes: ['chat'], tags: {} }, request, nowMs);
}

/** Settings with what was given in place of what was. Throws a 400 that names the field that makes no sense. */
export function changedSettings(before: KeySettings, request: UpdateKeyRequest, nowMs: number): KeySettings {
  checkAddresses(request.allowed_ips ?? []);
  const { rules, limits } = before;
  return {
    name: request.name ?? before.name,
    scopes: [...new Set(request.scopes ?? before.scopes)],
    expiresAtMs: request.expires_at === undefined ? before.expiresAtMs : momentOf(request.expires_at, nowMs),
    rules: {
      allowed_models: given(request.allowed_models, rules.allowed_models),
      allowed_providers: given(request.allowed_providers, rules.allowed_providers),
      free_models_only: given(request.free_models_only, rules.free_models_only),
      max_price_per_million: given(request.max_price_per_million, rules.max_price_per_million),
      allowed_ips: given(request.allowed_ips, rules.allowed_ips),
    },
    limits: {
      requests_per_minute: given(request.requests_per_minute, limits.requests_per_minute),
      tokens_per_minute: given(request.tokens_per_minute, limits.tokens_per_minute),
      concurrency: given(request.concurrency, limits.concurrency),
    },
    cacheTtlSeconds: given(request.cache_ttl_seconds, before.cacheTtlSeconds),
    budget: request.budget === undefined ? before.budget : budgetOf(request.budget),
    tags: request.tags ?? before.tags,
  };
}

/** `null` is an answer, and its absence none. */
const given = <Value>(asked: Value | undefined, before: Value): Value =>
  asked === undefined ? before : asked;

function momentOf(text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  const moment = parseMoment(text);
  if (!(moment > nowMs)) throw invalid('expires_at', `"expires_at" must be a moment to come, got "${text}".`);
  return moment;
}

function budgetOf(budget: NonNullable<CreateKeyRequest['budget']> | null): KeySettings['budget'] {
  if (budget === null) return null;
  const limit = costOf(1, budget.limit_usd, 1);
  if (limit > mostBudget)
    throw invalid(
      'budget.limit_usd',
      `"budget.limit_usd" must be at most ${toDecimal(mostBudget)}, got "${budget.limit_usd}".`,
    );
  return { limit, window: budget.window };
}

/** A million dollars: beyond it sums could outgrow eight bytes. */
const mostBudget = 10n ** 18n;

function checkAddresses(ranges: readonly string[]): void {
  for (const [index, range] of ranges.entries()) {
    if (!isAddressRange(range))
      throw invalid(
        `allowed_ips[${index}]`,
        `"${range}" is neither an address nor a CIDR range such as 10.0.0.0/8.`,
      );
  }
}

const invalid = (param: string, message: string) => gatewayError('invalid_parameter', { message }, { param });
