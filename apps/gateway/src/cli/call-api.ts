import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorResponse } from '@parley/types';
import { type OperationId, validateResponse } from '@parley/validator';
import { CommandError, type Settings } from './command.ts';
import { reasonOf } from './reason-of.ts';

const timeoutMs = 30_000;

export type ApiCall = {
  operationId: OperationId;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query. */
  path: string;
  body?: object;
};

/** Calls an operation of the gateway that runs. The answer fits the contract. Throws a CommandError. */
export async function callApi<Body>(
  { operationId, method, path, body }: ApiCall,
  settings: Settings,
): Promise<Body> {
  const base = baseUrlOf(settings);
  const key = apiKeyOf(settings);
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(base + path, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    answer = await response.json();
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw strange(base);
    throw new CommandError(
      `No gateway answers at ${base}: ${reasonOf(thrown)}. Start one, or set PARLEY_BASE_URL.`,
    );
  }
  if (validateResponse(operationId, response.status, answer) !== null) throw strange(base);
  // The contract has just said so.
  if (response.ok) return answer as Body;
  const { error } = answer as ErrorResponse;
  throw new CommandError(`${error.message} (${response.status} ${error.code})`);
}

const strange = (base: string): CommandError =>
  new CommandError(`What answers at ${base} is no gateway of this version. Set PARLEY_BASE_URL.`);

/** Where the gateway is; the same variables say where it starts. */
function baseUrlOf({ baseUrl, host, port }: Settings): string {
  if (baseUrl === undefined) {
    const reached = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
    return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
  }
  if (!URL.canParse(baseUrl))
    throw new CommandError(
      `PARLEY_BASE_URL must be an address such as http://127.0.0.1:4000, got "${baseUrl}".`,
    );
  return baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
}

/** The key to ask with: one's own, or the master key, which a gateway that made it keeps in its data directory. */
function apiKeyOf({ apiKey, masterKey, dataDirectory }: Settings): string {
  const given = apiKey ?? masterKey;
  if (given !== undefined) return given.trim();
  const file = join(dataDirectory, 'master-key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new CommandError(
      `There is no key to ask with: set PARLEY_API_KEY or PARLEY_MASTER_KEY (${file} is not there).`,
    );
  }
}
