import { type Config, ConfigError } from '../config.ts';
import type { Environment } from './connect.ts';
import { adapters, type KnownProvider, knownProviders } from './index.ts';
import { Pool } from './pool.ts';
import type { Provider } from './provider.ts';

/** The ids of the providers that are on: those in the config, and every known one that the environment has enough for. */
export function enabledProviders(config: Config, environment: Environment): string[] {
  const ids = new Set(Object.keys(config.providers));
  for (const [id, known] of Object.entries(knownProviders)) {
    const connected = (known.connect?.({}, environment) ?? null) !== null;
    if (connected || known.keys.some((name) => environment[name]?.trim())) ids.add(id);
  }
  return [...ids].sort();
}

/** Makes every provider that is on ready for use. Throws a ConfigError that names all that is wrong with any of them. */
export function createProviders(config: Config, environment: Environment): Provider[] {
  const problems: string[] = [];
  const enabled = enabledProviders(config, environment).flatMap((id) => {
    try {
      return [createProvider(id, config, environment)];
    } catch (thrown) {
      if (!(thrown instanceof ConfigError)) throw thrown;
      problems.push(thrown.message);
      return [];
    }
  });
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return enabled;
}

/**
 * Makes one provider ready for use. Its base URL stands in the config or is the known one: no request can send a key
 * anywhere else. Throws a ConfigError.
 */
export function createProvider(id: string, config: Config, environment: Environment): Provider {
  const given = config.providers[id] ?? {};
  const known = ownValue(knownProviders, id);
  const adapter = given.adapter === undefined ? known?.adapter : ownValue(adapters, given.adapter);
  if (adapter === undefined) {
    const choices = Object.keys(adapters).join(', ');
    throw new ConfigError(
      `providers.${id}.adapter must be one of ${choices}, got ${given.adapter ?? 'nothing'}.`,
    );
  }
  const kind = ownValue(knownProviders, given.adapter ?? id);
  const connection = kind?.connect?.(given, environment) ?? null;
  const baseUrl = given.baseUrl ?? connection?.baseUrl ?? filledIn(id, known?.baseUrl ?? null, environment);
  if (baseUrl === null) throw new ConfigError(`providers.${id}.baseUrl is missing${orElse(kind)}.`);
  const url = addressOf(id, baseUrl);
  const keys = keysOf(id, given.apiKey, known?.keys ?? [], environment);
  const [headers = { ...given.headers }, ...otherHeaders] = keys.map((key) => ({
    ...adapter.authorize(key),
    ...given.headers,
  }));
  for (const sent of [headers, ...otherHeaders]) checkHeaders(id, sent);
  return {
    id,
    adapter,
    origin: url.origin,
    basePath: url.pathname.replace(/\/+$/, ''),
    headers,
    otherHeaders,
    ...(keys.length === 0 && connection?.sign !== undefined ? { sign: connection.sign } : {}),
    pool: new Pool(url.origin, {
      connections: config.upstream.connections,
      connect: { timeout: config.timeouts.connectMs },
      keepAliveTimeout: 30_000,
    }),
  };
}

const orElse = (kind: KnownProvider | undefined): string =>
  kind?.variables === undefined ? '' : `: it is made of ${kind.variables.join(', ')}`;

// A name such as "constructor" is in every object, and in none of ours.
const ownValue = <Value>(table: Record<string, Value>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

// What is appended to a base URL is a path, so a query, and credentials, would be lost without a word.
function addressOf(id: string, baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || url.search + url.hash + url.username + url.password !== '')
    throw new ConfigError(`providers.${id}.baseUrl must be a URL without query and credentials.`);
  return url;
}

// A header that can't be sent would make every request fail. The value is not repeated: it may be the key.
function checkHeaders(id: string, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) continue;
    throw new ConfigError(
      `providers.${id}.headers or its API key: "${name}" holds a character that can't be sent in a header.`,
    );
  }
}

/** A known base URL with the environment's values in the places of their names. */
function filledIn(id: string, baseUrl: string | null, environment: Environment): string | null {
  return (
    baseUrl?.replace(/\$\{(\w+)\}/g, (_place, name: string) => {
      const value = environment[name]?.trim();
      if (value && /^[\w.-]+$/.test(value)) return value;
      throw new ConfigError(`providers.${id} needs ${name} in the environment, or a baseUrl.`);
    }) ?? null
  );
}

/** The keys of a provider, each once. An environment variable may hold several, with commas between them. */
function keysOf(
  id: string,
  given: string | string[] | undefined,
  names: string[],
  environment: Environment,
): string[] {
  if (given === undefined) {
    const found = names.map((name) => environment[name]).find(Boolean);
    return found === undefined ? [] : trimmed(id, found.split(','));
  }
  const keys = [given].flat().flatMap((key) => {
    if (!key.startsWith('env:')) return [key];
    const variable = key.slice(4);
    const found = environment[variable];
    if (found !== undefined) return found.split(',');
    throw new ConfigError(
      `providers.${id}.apiKey names the environment variable ${variable}, which is not set.`,
    );
  });
  return trimmed(id, keys);
}

// A key that came with a line end would make every request fail, and an empty one is a mistake.
function trimmed(id: string, keys: string[]): string[] {
  const found = [...new Set(keys.map((key) => key.trim()))];
  if (found.includes('')) throw new ConfigError(`providers.${id}: the API key is empty.`);
  return found;
}
