import type { IncomingMessage } from 'node:http';
import { parseJson } from '../json.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** Null when the body is longer than `mostBytes`; rejects when the caller hangs up while sending it. */
export async function readRequest(
  request: IncomingMessage,
  mostBytes: number,
): Promise<RecordedRequest | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    // The rest is read and dropped: a caller that is still sending would not see the refusal.
    if (length <= mostBytes) chunks.push(bytes);
  }
  if (length > mostBytes) return null;
  const body = Buffer.concat(chunks).toString();
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: Object.fromEntries(headers),
    body,
    parsed: parseJson(body),
    receivedAt: Date.now(),
    aborted: false,
    abortedAt: null,
  };
}
