import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Simulator } from '@parley/simulator';

export type Body = Record<string, unknown>;

/** What a gateway does wrong, and nothing else. */
export type Flaw = {
  /** To what it sends on. */
  request?(body: Body): Body;
  /** To the text of a good answer, or of a stream. */
  answer?(text: string, body: Body): string;
  /** To a stream that broke: it ends as if nothing had happened. */
  coversUp?: boolean;
  /** To an answer that isn't whole, or is an error: it is passed on as it is, with this status. */
  passesOn?: number;
  /** Before it sends anything on. */
  before?(body: Body): Promise<void>;
  /** It asks the provider twice. */
  twice?: boolean;
};

type Upstream = { status: number; type: string; text: string; cut: boolean };

/** A gateway of one provider, the simulator: as small as one can be that tells the truth, but for its flaw. */
export async function startPlainGateway(
  simulator: Simulator,
  flaw: Flaw = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (incoming, response) => {
    const given = await text(incoming);
    const body = given === '' ? {} : parse(given);
    if (body === null) return fail(response, 400);
    await flaw.before?.(body);
    const sent = flaw.request?.(body) ?? body;
    const { method = 'GET', url = '/' } = incoming;
    if (flaw.twice) await ask(`${simulator.origin}${url}`, method, given === '' ? null : sent);
    const upstream = await ask(`${simulator.origin}${url}`, method, given === '' ? null : sent);
    if (upstream === null) return fail(response, 502);
    if (body['stream'] === true && upstream.status === 200) return stream(response, upstream, body);
    whole(response, upstream, body);
  });

  function whole(response: ServerResponse, upstream: Upstream, body: Body): void {
    const json = parse(upstream.text);
    const isGood = !upstream.cut && json !== null && upstream.status !== 302;
    const isAnswer = isGood && upstream.status === 200 && !('error' in json);
    if (isAnswer) reply(response, 200, flaw.answer?.(upstream.text, body) ?? upstream.text);
    else if (flaw.passesOn !== undefined) reply(response, flaw.passesOn, upstream.text);
    else if (isGood && upstream.status !== 200) reply(response, upstream.status, upstream.text);
    else fail(response, 502);
  }

  function stream(response: ServerResponse, upstream: Upstream, body: Body): void {
    const { events, isWhole } = readEvents(upstream);
    const end = isWhole || flaw.coversUp ? '[DONE]' : JSON.stringify({ error: failure });
    const sent = [...events, end].map((data) => `data: ${data}\n\n`).join('');
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.end(flaw.answer?.(sent, body) ?? sent);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The gateway has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const failure = { message: 'The provider failed.', type: 'api_error', param: null, code: null };

function reply(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' }).end(body);
}

const fail = (response: ServerResponse, status: number) =>
  reply(response, status, JSON.stringify({ error: failure }));

export function parse(given: string): Body | null {
  try {
    const value: unknown = JSON.parse(given);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** How long it waits for the next bytes of its provider. */
const IDLE_MS = 1500;

async function ask(url: string, method: string, body: Body | null): Promise<Upstream | null> {
  const controller = new AbortController();
  const idle = setTimeout(() => controller.abort(), IDLE_MS);
  try {
    const response = await fetch(url, {
      method,
      headers: { authorization: 'Bearer key-of-the-provider', 'content-type': 'application/json' },
      body: body === null ? null : JSON.stringify(body),
      redirect: 'manual',
      signal: controller.signal,
    });
    const type = response.headers.get('content-type') ?? '';
    const { status } = response;
    let received = '';
    try {
      const decoder = new TextDecoder();
      for await (const bytes of response.body ?? []) {
        received += decoder.decode(bytes, { stream: true });
        // Pings are no bytes that anybody waits for.
        if (!received.endsWith(': ping\n\n')) idle.refresh();
      }
      return { status, type, text: received, cut: false };
    } catch {
      return { status, type, text: received, cut: true };
    }
  } catch {
    return null;
  } finally {
    clearTimeout(idle);
  }
}

/** The data of a stream up to its end, and whether it has one: a finish reason, and nothing that is no JSON. */
function readEvents({ text: received, cut }: Upstream): { events: string[]; isWhole: boolean } {
  const lines = received.split(/\r\n|\r|\n/).filter((line) => line.startsWith('data:'));
  const data = lines.map((line) => line.slice(5).trim());
  const done = data.indexOf('[DONE]');
  const before = done === -1 ? data : data.slice(0, done);
  const bad = before.findIndex((one) => {
    const chunk = parse(one);
    return chunk === null || 'error' in chunk;
  });
  const events = bad === -1 ? before : before.slice(0, bad);
  const hasEnd = events.some((one) => /"finish_reason":"/.test(one));
  return { events, isWhole: bad === -1 && !cut && hasEnd };
}
