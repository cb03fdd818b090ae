import { type IncomingHttpHeaders, request } from 'node:http';
import type { Simulator } from '../src/index.ts';

export type RawAnswer = {
  /** Null when the connection ended before a status line. */
  status: number | null;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  text: string;
  /** How it ended: as HTTP wants it, broken off, or still open when we lost patience. */
  end: 'complete' | 'broken' | 'open';
  errorCode: string | undefined;
  earlyHints: number;
};

type Asked = {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Give up when nothing has come for so long. */
  quietMs?: number;
  /** Hang up when what has come so far is enough. */
  enough?: (text: string) => boolean;
};

/** One request over its own connection, and all that came back, whatever it is. */
export function rawRequest(simulator: Simulator, asked: Asked): Promise<RawAnswer> {
  const { method = 'POST', path = '/v1/chat/completions', headers = {}, body, quietMs, enough } = asked;
  return new Promise((resolve) => {
    const answer: RawAnswer = {
      status: null,
      headers: {},
      bytes: Buffer.alloc(0),
      text: '',
      end: 'broken',
      errorCode: undefined,
      earlyHints: 0,
    };
    let timer: NodeJS.Timeout | undefined;
    const done = (): void => {
      clearTimeout(timer);
      answer.text = answer.bytes.toString();
      resolve(answer);
      outgoing.destroy();
    };
    const waitOnce = (): void => {
      if (quietMs === undefined) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        answer.end = 'open';
        done();
      }, quietMs);
    };
    const outgoing = request({
      host: '127.0.0.1',
      port: simulator.port,
      agent: false,
      method,
      path,
      maxHeaderSize: 1_000_000,
      headers: { authorization: 'Bearer any', 'content-type': 'application/json', ...headers },
    });
    const failed = (error: NodeJS.ErrnoException): void => {
      answer.errorCode = error.code;
      done();
    };
    outgoing.on('information', () => {
      answer.earlyHints += 1;
    });
    outgoing.on('error', failed);
    outgoing.on('response', (response) => {
      answer.status = response.statusCode ?? null;
      answer.headers = response.headers;
      waitOnce();
      response.on('data', (chunk: Buffer) => {
        answer.bytes = Buffer.concat([answer.bytes, chunk]);
        waitOnce();
        if (enough?.(answer.bytes.toString())) {
          answer.end = 'open';
          done();
        }
      });
      response.on('error', failed);
      response.on('end', () => {
        answer.end = 'complete';
        done();
      });
    });
    waitOnce();
    outgoing.end(typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The `data:` contents of an event stream with LF line ends. */
export function dataOf(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice(6));
}
