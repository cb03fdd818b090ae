import { type IncomingMessage, request as requestOverHttp } from 'node:http';
import { request as requestOverTls } from 'node:https';
import type { Answer } from './answer.ts';
import { createEventReader, type StreamEvent } from './event-reader.ts';
import { parseJson } from './parse-json.ts';

export type Outgoing = {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
  hangUpAfter: { events: number } | { ms: number } | null;
  timeoutMs: number;
};

/** One request on a connection of its own: no redirect is followed, nothing is unpacked, nothing is tried again. */
export function send(outgoing: Outgoing): Promise<Answer> {
  const { method, url, headers, body, hangUpAfter, timeoutMs } = outgoing;
  const startedAt = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAt);
  const events: StreamEvent[] = [];
  let response: IncomingMessage | null = null;
  let text = '';

  return new Promise((resolve) => {
    const finish = (ended: Answer['ended'], failure: string | null) => {
      clearTimeout(timeout);
      clearTimeout(hangUp);
      const headersOf = response === null ? {} : joinHeaders(response);
      const status = response?.statusCode ?? 0;
      const durationMs = elapsedMs();
      resolve({
        status,
        headers: headersOf,
        text,
        json: parseJson(text),
        events,
        ended,
        failure,
        durationMs,
      });
      request.destroy();
    };
    const failed = (error: Error) => finish(response === null ? 'none' : 'cut', describe(error));
    const hangUpNow = () => finish('hung up', 'We hung up, as the check wants.');

    const open = url.protocol === 'https:' ? requestOverTls : requestOverHttp;
    const length: Record<string, string> =
      body === null || headers['transfer-encoding'] !== undefined
        ? {}
        : { 'content-length': String(Buffer.byteLength(body)) };
    const request = open(url, { method, headers: { ...length, ...headers }, agent: false });
    const timeout = setTimeout(() => finish('timeout', `It was not done after ${timeoutMs} ms.`), timeoutMs);
    const hangUp =
      hangUpAfter !== null && 'ms' in hangUpAfter ? setTimeout(hangUpNow, hangUpAfter.ms) : undefined;

    request.on('error', failed);
    request.on('response', (incoming) => {
      response = incoming;
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      const isStream = /^text\/event-stream\b/i.test(incoming.headers['content-type'] ?? '');
      const readEvents = isStream ? createEventReader() : () => [];
      incoming.on('data', (bytes: Uint8Array) => {
        const piece = decoder.decode(bytes, { stream: true });
        text += piece;
        events.push(...readEvents(piece, elapsedMs()));
        if (hangUpAfter !== null && 'events' in hangUpAfter && events.length >= hangUpAfter.events)
          hangUpNow();
      });
      incoming.on('error', failed);
      incoming.on('end', () => finish('whole', null));
    });
    request.end(body);
  });
}

function joinHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function describe(error: Error): string {
  return 'code' in error && typeof error.code === 'string'
    ? `${error.code}: ${error.message}`
    : error.message;
}
