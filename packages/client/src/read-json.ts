import type { CallSignal } from './call-signal.ts';
import { excerpt, parseJson } from './json.ts';
import { ParleyError } from './parley-error.ts';
import { connectionError } from './send.ts';
import { errorFromResponse, hasError } from './server-error.ts';

/** Reads a success, and ends the call. Throws a `ParleyError` when it is cut, is not JSON, is an error after all, or has another shape. */
export async function readJson<T>(
  response: Response,
  call: CallSignal,
  hasShape: (value: unknown) => value is T,
): Promise<T> {
  const requestId = response.headers.get('x-request-id');
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    call.signal.throwIfAborted();
    throw connectionError('The connection was lost while the answer was read.', requestId, cause);
  } finally {
    call.release();
  }
  const body = parseJson(text);
  if (hasShape(body)) return body;
  if (hasError(body)) throw errorFromResponse(response, body);
  const problem = body === undefined ? 'is not JSON' : 'has another shape than the contract says';
  const type = response.headers.get('content-type') ?? 'no content type';
  throw new ParleyError({
    message: `The answer ${problem} (${type}): ${excerpt(text)}`,
    code: 'invalid_response',
    status: response.status,
    requestId,
  });
}
