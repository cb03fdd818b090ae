import { Agent, request } from 'node:http';
import type { Usage } from '@parley/types';
import { type Picodollars, toPicodollars } from '../src/money.ts';

/** What a caller got. */
export type Answer = {
  /** Its `x-request-id`, and the words that the model was asked to say. */
  id: string;
  /** `null`: the connection broke before anything came. */
  status: number | null;
  /** Why there is no whole answer; `null`: there is one. */
  failure: string | null;
  /** Of a whole answer. */
  cost: Picodollars | null;
};

export type Asked = { url: string; key: string; id: string; isStreamed: boolean; agent: Agent };

/** Connections that are used again. */
export const connections = (): Agent => new Agent({ keepAlive: true });

/** Asks for an answer and takes all of it. An answer is whole when its last byte is here, of a stream `[DONE]`. */
export function ask({ url, key, id, isStreamed, agent }: Asked): Promise<Answer> {
  const body = JSON.stringify({
    model: 'simulator/sim-small',
    messages: [{ role: 'user', content: `Say: ${id}` }],
    ...(isStreamed ? { stream: true } : {}),
  });
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-request-id': id,
  };
  return new Promise((resolve) => {
    const broken = (status: number | null) =>
      resolve({ id, status, failure: 'connection broken', cost: null });
    const sent = request(`${url}/v1/chat/completions`, { method: 'POST', headers, agent }, (response) => {
      const { statusCode = 0 } = response;
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', () => broken(statusCode));
      response.once('close', () => broken(statusCode));
      response.once('end', () => {
        if (!response.complete) return broken(statusCode);
        resolve({ id, status: statusCode, ...read(Buffer.concat(parts).toString()) });
      });
    });
    sent.once('error', () => broken(null));
    sent.end(body);
  });

  function read(text: string): Pick<Answer, 'failure' | 'cost'> {
    const events = text.startsWith('data: ') ? text.trimEnd().split('\n\n') : null;
    if (events !== null && events.at(-1) !== 'data: [DONE]')
      return failed(events.at(-1)?.slice('data: '.length));
    const told = events === null ? text : (events.at(-2)?.slice('data: '.length) ?? '{}');
    // A whole answer, the last chunk of a stream, or an error, which has none.
    const { usage }: { usage?: Usage } = JSON.parse(told);
    return usage === undefined ? failed(told) : { failure: null, cost: costOf(usage) };
  }
}

const costOf = ({ cost_usd_total: cost }: Usage): Picodollars | null =>
  cost === undefined ? null : toPicodollars(cost);

function failed(text = ''): Pick<Answer, 'failure' | 'cost'> {
  return { failure: /"code":"(\w+)"/.exec(text)?.[1] ?? text.slice(0, 200), cost: null };
}
