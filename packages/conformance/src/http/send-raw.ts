import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Answer } from './answer.ts';
import type { Sent } from './exchange.ts';
import { parseJson } from './parse-json.ts';

/** After its answer a server may keep the connection open for longer than a check wants to wait. */
const SILENCE_MS = 400;

/**
 * Writes text to a socket as it is, but for `{host}`, `{path}` and `{key}`, and reads until the server closes or, once
 * something came, falls silent.
 */
export function sendRaw(
  base: URL,
  text: string,
  { key, timeoutMs }: { key: string; timeoutMs: number },
): Promise<{ answer: Answer; sent: Sent }> {
  const startedAt = performance.now();
  const path = base.pathname.replace(/\/$/, '');
  const written = text.replaceAll('{host}', base.host).replaceAll('{path}', path).replaceAll('{key}', key);
  const secure = base.protocol === 'https:';
  const port = Number(base.port === '' ? (secure ? 443 : 80) : base.port);
  const host = base.hostname.replace(/^\[|\]$/g, '');

  return new Promise((resolve) => {
    const socket = secure ? connectTls({ host, port, servername: host }) : connect({ host, port });
    let received = '';
    const finish = (ended: Answer['ended'], failure: string | null) => {
      clearTimeout(timeout);
      socket.destroy();
      const answer = readAnswer(received);
      const whole: Answer['ended'] = answer.status === 0 ? ended : 'whole';
      const durationMs = Math.round(performance.now() - startedAt);
      resolve({
        answer: { ...answer, ended: whole, failure: answer.status === 0 ? failure : null, durationMs },
        sent: { method: 'RAW', url: base.href, headers: {}, body: written },
      });
    };
    let timeout = setTimeout(() => finish('timeout', `Nothing came for ${timeoutMs} ms.`), timeoutMs);
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => {
      received += piece;
      clearTimeout(timeout);
      timeout = setTimeout(() => finish('whole', null), SILENCE_MS);
    });
    socket.on('error', (error) => finish('none', error.message));
    socket.on('close', () => finish('none', 'The connection was closed without a word.'));
    socket.write(written);
  });
}

function readAnswer(received: string): Omit<Answer, 'ended' | 'failure' | 'durationMs'> {
  const [head = '', ...rest] = received.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const body = rest.join('\r\n\r\n');
  const text = headers['transfer-encoding'] === 'chunked' ? joinChunks(body) : body;
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1] ?? 0);
  return { status, headers, text, json: parseJson(text), events: [] };
}

function joinChunks(body: string): string {
  let text = '';
  let left = Buffer.from(body);
  for (;;) {
    const end = left.indexOf('\r\n');
    const size = Number.parseInt(left.subarray(0, end).toString(), 16);
    if (end === -1 || !(size > 0)) return text;
    text += left.subarray(end + 2, end + 2 + size).toString();
    left = left.subarray(end + 4 + size);
  }
}
