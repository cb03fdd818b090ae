import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { gatewayError } from '../gateway-error.ts';
import { checkContentType } from './content-type.ts';
import { isDeeperThan } from './json-depth.ts';
import { findSyntaxError } from './json-syntax-error.ts';
import { pollutingKey } from './polluting-key.ts';
import { readBody } from './read-body.ts';

const byteOrderMark = '\ufeff';

/**
 * The body as a JSON value. `bodyBytes` limits its size, `jsonDepth` the levels of arrays and objects in it.
 * Rejects with a GatewayError of status 400, 413 or 415, or with CallerHungUp.
 */
export async function readJson(
  request: IncomingMessage,
  limits: { bodyBytes: number; jsonDepth: number },
): Promise<unknown> {
  const refusal = checkContentType(request.headers);
  if (refusal !== null) throw refusal;
  return parseJson(await readBody(request, limits), limits);
}

function parseJson(bytes: Buffer, { jsonDepth }: { jsonDepth: number }): unknown {
  if (!isUtf8(bytes)) throw gatewayError('invalid_utf8');
  const decoded = bytes.toString('utf8');
  const text = decoded.startsWith(byteOrderMark) ? decoded.slice(1) : decoded;
  if (isDeeperThan(text, jsonDepth)) throw gatewayError('json_too_deep', { limit: jsonDepth });

  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, and bodies hold what must not be logged.
    throw gatewayError('invalid_json', { message: findSyntaxError(text) ?? 'it could not be parsed' });
  }
  const key = pollutingKey(value);
  if (key !== null) throw gatewayError('invalid_json', { message: `the key "${key}" is not allowed` });
  return value;
}
