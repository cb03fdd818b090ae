import type { ParseArgsOptionsConfig } from 'node:util';
import type { UpdateKeyRequest } from '@parley/types';
import { CommandError, type Options } from '../command.ts';

type Field = keyof UpdateKeyRequest;
type Reader = (text: string) => unknown;

const text: Reader = (given) => given;
const list: Reader = (given) => given.split(',').map((item) => item.trim());
const number: Reader = (given) => (/^\d+$/.test(given) ? Number(given) : given);

/** `25/month` */
function budget(given: string): unknown {
  const [limit_usd, window = 'total', ...rest] = given.split('/');
  if (rest.length > 0)
    throw new CommandError(`--budget is an amount and a window, such as 25/month, got "${given}".`);
  return { limit_usd, window };
}

/** `none` takes a bound away. */
const bound =
  (read: Reader): Reader =>
  (given) =>
    given === 'none' ? null : read(given);

// What they say is held to the contract by the gateway.
const readers: { [Name in Exclude<Field, 'tags' | 'free_models_only'>]: Reader } = {
  name: text,
  scopes: list,
  expires_at: bound(text),
  allowed_models: bound(list),
  allowed_providers: bound(list),
  max_price_per_million: bound(text),
  allowed_ips: bound(list),
  requests_per_minute: bound(number),
  tokens_per_minute: bound(number),
  concurrency: bound(number),
  cache_ttl_seconds: bound(number),
  budget: bound(budget),
};

const flagOf = (field: string): string => field.replaceAll('_', '-');

/** The flags that say what a key is: the contract's names with hyphens. */
export const keyOptions: ParseArgsOptionsConfig = {
  ...Object.fromEntries(Object.keys(readers).map((field) => [flagOf(field), { type: 'string' as const }])),
  'free-models-only': { type: 'string' },
  tag: { type: 'string', multiple: true },
};

/** For the help. */
export const keyFlags: string = Object.keys(keyOptions)
  .filter((flag) => flag !== 'name')
  .map((flag) => `--${flag}`)
  .join(' ');

/** The body of a request that makes or changes a key. Throws a CommandError for what is no value of a flag. */
export function keyFields(options: Options): { [field: string]: unknown } {
  const fields = Object.entries(readers).flatMap(([field, read]) => {
    const given = options[flagOf(field)];
    return typeof given === 'string' ? [[field, read(given)]] : [];
  });
  return { ...Object.fromEntries(fields), ...freeOnlyOf(options), ...tagsOf(options) };
}

function freeOnlyOf({ 'free-models-only': given }: Options): { free_models_only?: boolean } {
  if (given === undefined) return {};
  if (given !== 'yes' && given !== 'no')
    throw new CommandError(`--free-models-only is yes or no, got "${given}".`);
  return { free_models_only: given === 'yes' };
}

function tagsOf({ tag }: Options): { tags?: { [name: string]: string } } {
  if (!Array.isArray(tag)) return {};
  const pairs = tag.map((given) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(String(given)) ?? [];
    if (name === undefined || value === undefined)
      throw new CommandError(`--tag is a name and a value, such as team=search, got "${given}".`);
    return [name, value];
  });
  return { tags: Object.fromEntries(pairs) };
}
