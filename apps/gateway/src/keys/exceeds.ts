import { BlockList, isIP } from 'node:net';
import type { BudgetWindow } from '../ledger/budget-window.ts';
import { costOf } from '../money.ts';
import type { Key, KeyBudget, KeySettings } from './key.ts';

/**
 * The first field in which a key would get more than the one that makes it, as the contract names it; `null`: none.
 * A key that is bounded nowhere may grant anything but what it hasn't: the `admin` scope.
 */
export function exceeds(child: KeySettings, creator: Pick<Key, keyof KeySettings>): string | null {
  const checks: [field: string, fits: boolean][] = [
    [
      'scopes',
      child.scopes.every((scope) => creator.scopes.includes(scope) || creator.scopes.includes('admin')),
    ],
    ['expires_at', atMost(child.expiresAtMs, creator.expiresAtMs)],
    ['allowed_models', patternsWithin(child.rules.allowed_models, creator.rules.allowed_models)],
    ['allowed_providers', namesWithin(child.rules.allowed_providers, creator.rules.allowed_providers)],
    ['free_models_only', child.rules.free_models_only || !creator.rules.free_models_only],
    [
      'max_price_per_million',
      priceWithin(child.rules.max_price_per_million, creator.rules.max_price_per_million),
    ],
    ['allowed_ips', addressesWithin(child.rules.allowed_ips, creator.rules.allowed_ips)],
    ['requests_per_minute', atMost(child.limits.requests_per_minute, creator.limits.requests_per_minute)],
    ['tokens_per_minute', atMost(child.limits.tokens_per_minute, creator.limits.tokens_per_minute)],
    ['concurrency', atMost(child.limits.concurrency, creator.limits.concurrency)],
    ['budget', budgetWithin(child.budget, creator.budget)],
  ];
  return checks.find(([, fits]) => !fits)?.[0] ?? null;
}

/** `null` is without bound. */
const atMost = (child: number | null, creator: number | null): boolean =>
  creator === null || (child !== null && child <= creator);

const priceWithin = (child: string | null, creator: string | null): boolean =>
  creator === null || (child !== null && costOf(1, child, 1) <= costOf(1, creator, 1));

function namesWithin(child: string[] | null, creator: string[] | null): boolean {
  if (creator === null) return true;
  if (child === null) return false;
  return child.every((name) => creator.includes(name));
}

function patternsWithin(child: string[] | null, creator: string[] | null): boolean {
  if (creator === null) return true;
  if (child === null) return false;
  return child.every((name) => creator.some((pattern) => matchesPattern(name, pattern)));
}

/** Whether a name, or all that another pattern stands for, is among what a pattern stands for. */
export const matchesPattern = (name: string, pattern: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

function addressesWithin(child: string[] | null, creator: string[] | null): boolean {
  if (creator === null) return true;
  if (child === null) return false;
  return child.every((range) => creator.some((outer) => rangeWithin(range, outer)));
}

function rangeWithin(inner: string, outer: string): boolean {
  const [address = '', bits] = splitRange(inner);
  const [outerAddress, outerBits] = splitRange(outer);
  // The bits of one family say nothing of the other's, though IPv6 has room for all of IPv4.
  return (
    isIP(address) === isIP(outerAddress) &&
    bits >= outerBits &&
    addressList([outer]).check(address, familyOf(address))
  );
}

function splitRange(range: string): [address: string, bits: number] {
  const [address = '', bits] = range.split('/');
  return [address, bits === undefined ? (isIP(address) === 6 ? 128 : 32) : Number(bits)];
}

export const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** The addresses and ranges as a list that can be asked. */
export function addressList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address, bits] = splitRange(range);
    list.addSubnet(address, bits, familyOf(address));
  }
  return list;
}

const windows: BudgetWindow[] = ['day', 'week', 'month', 'total'];

// The same amount in a shorter window is more.
function budgetWithin(child: KeyBudget | null, creator: KeyBudget | null): boolean {
  if (creator === null) return true;
  if (child === null) return false;
  return child.limit <= creator.limit && windows.indexOf(child.window) >= windows.indexOf(creator.window);
}
