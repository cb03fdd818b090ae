import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { hash } from './random.ts';
import { type Handling, handleRequest } from './server/handle-request.ts';
import { type Charged, type Invoice, makeInvoice } from './server/invoice.ts';
import type { Pace } from './server/paced.ts';
import { readRequest } from './server/read-request.ts';
import type { RecordedRequest } from './server/recorded-request.ts';
import { sendReply } from './server/send-reply.ts';
import { loadTokenizer } from './tokenizer.ts';
import { wireOf } from './wires.ts';

export type SimulatorOptions = {
  /** 0, the default, takes a free one. */
  port?: number;
  /** 127.0.0.1 by default. */
  host?: string;
  /** When set, any other key gets a 401; otherwise any key will do. */
  apiKey?: string;
  /** Pause before each event in milliseconds, or 'model' for each model's own speed. 0 by default. */
  chunkDelayMs?: Pace;
  /** Whether requests and charges are kept, for `requests` and `invoice()`. True by default; false where it runs for long. */
  record?: boolean;
  /** Called with one line for each request. */
  log?: (line: string) => void;
};

export type Simulator = {
  /** OpenAI's base URL, such as http://127.0.0.1:4010/v1. */
  url: string;
  /** Anthropic's, with its version: …/v1. */
  anthropicUrl: string;
  /** Gemini's, with its version: …/v1beta. */
  geminiUrl: string;
  /** Without a path: the base URL of the official clients for Anthropic and Gemini, which add the version. */
  origin: string;
  port: number;
  /** Every request so far, oldest first. */
  requests: readonly RecordedRequest[];
  /** What it would have charged, to the picodollar. */
  invoice(): Invoice;
  /** Forgets requests, invoice and the counts of flaky sessions. */
  reset(): void;
  /** Stops, and drops connections that are still open. */
  close(): Promise<void>;
};

const MOST_BODY_BYTES = 64 * 1024 * 1024;

/** Rejects when the port is taken. */
export async function serve(options: SimulatorOptions): Promise<Simulator> {
  const {
    port = 0,
    host = '127.0.0.1',
    apiKey = null,
    chunkDelayMs = 0,
    record = true,
    log = () => undefined,
  } = options;
  let received = 0;
  const requests: RecordedRequest[] = [];
  const charged: Charged[] = [];
  const sessions = new Map<string, number>();
  const handling: Omit<Handling, 'wire'> = {
    tokenizer: await loadTokenizer(),
    apiKey,
    pace: chunkDelayMs,
    seen: (session) => {
      const count = sessions.get(session) ?? 0;
      sessions.set(session, count + 1);
      return count;
    },
  };

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming, MOST_BODY_BYTES);
    const index = request === null ? received : received++;
    const requestId = `req_${hash(`${index}/${request?.body}`).slice(0, 32)}`;
    const wire = wireOf(incoming, requestId);
    if (request === null) {
      const refusal = wire.fail({
        status: 413,
        message: 'The body is larger than 64 MiB.',
        headers: { connection: 'close' },
      });
      await sendReply(refusal, response, () => undefined);
      return;
    }
    if (record) requests.push(request);
    response.setHeader('x-request-id', requestId);
    const reply = handleRequest(request, { ...handling, wire });
    let line: Charged | null = null;
    if (record && reply.charge !== null) {
      line = { ...reply.charge, request: index, completionTokens: 0 };
      charged.push(line);
    }
    const hungUp = await sendReply(reply, response, (tokens) => {
      if (line !== null) line.completionTokens += tokens;
    });
    if (hungUp) Object.assign(request, { aborted: true, abortedAt: Date.now() });
    log(`${request.method} ${request.path} ${reply.status}${hungUp ? ' (the caller hung up)' : ''}`);
  };

  const server = createServer({ keepAliveTimeout: 5000 }, (incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      if (!incoming.destroyed || incoming.complete)
        log(`${incoming.method} ${incoming.url} failed: ${error}`);
      response.destroy();
    });
  });
  const boundPort = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`;
  return {
    url: `${origin}/v1`,
    anthropicUrl: `${origin}/v1`,
    geminiUrl: `${origin}/v1beta`,
    origin,
    port: boundPort,
    requests,
    invoice: () => makeInvoice(charged),
    reset: () => {
      received = 0;
      requests.length = 0;
      charged.length = 0;
      sessions.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
