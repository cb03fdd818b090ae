import type {
  ChatChunk,
  ChatStreamError,
  CurrentKey,
  ErrorResponse,
  Generation,
  GenerationList,
  KeyWithSecret,
  RouteExplanation,
} from '@parley/types';
import type { World } from './start-world.ts';

export type Body = { model: string; [field: string]: unknown };

/** A request that was made, and everything that could be seen of it. */
export type Travelled = {
  body: Body;
  /** `null`: it was refused before anybody was chosen. */
  route: RouteExplanation | null;
  /** What was set aside of the key's budget while it ran, in dollars. */
  reservedUsd: string;
  /** What the providers were sent. */
  sent: { path: string; body: string }[];
  status: number;
  /** The data of each event, or the body of a refusal. */
  events: string[];
  /** The last event of a stream that says more than `[DONE]`. */
  last: ChatChunk | ChatStreamError | null;
  refusal: ErrorResponse | null;
  /** How it stands on the books; `null`: it never came so far. */
  record: Generation | null;
};

/** Makes a key with a budget, and gives a function that sends requests with it. */
export async function createTraveller(world: World): Promise<(body: Body) => Promise<Travelled>> {
  const made: KeyWithSecret = await call('/v1/keys', {
    body: { name: 'landing page', budget: { limit_usd: '5', window: 'day' } },
  }).then((response) => response.json());

  function call(path: string, { body, key = world.masterKey }: { body?: object; key?: string } = {}) {
    return fetch(world.url + path, {
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  }

  return async (body) => {
    world.upstream.reset();
    const key = made.secret;
    const explained = await call('/v1/route', { body, key });
    const route: RouteExplanation | null = explained.ok ? await explained.json() : null;
    const before = await count();
    const answer = await call('/v1/chat/completions', { body, key });
    const current: CurrentKey = await call('/v1/key', { key }).then((response) => response.json());
    const text = await answer.text();
    const events = answer.ok ? [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data) : [text];
    const refusal: ErrorResponse | null = answer.ok ? null : JSON.parse(text);
    return {
      body,
      route,
      reservedUsd: current.budget?.reserved_usd ?? '0',
      sent: world.upstream.requests.map(({ path, body: sentBody }) => ({ path, body: sentBody })),
      status: answer.status,
      events,
      last: answer.ok ? JSON.parse(events.findLast((data) => data !== '[DONE]') ?? 'null') : null,
      refusal,
      record: refusal === null ? await newest(before) : null,
    };
  };

  async function list(): Promise<GenerationList> {
    return call('/v1/generations', { key: made.secret }).then((response) => response.json());
  }

  async function count(): Promise<number> {
    return (await list()).data.length;
  }

  /** The record of the request that was just made: it is there a moment after its answer. */
  async function newest(before: number): Promise<Generation> {
    for (let tries = 0; tries < 100; tries++) {
      const { data } = await list();
      const [record] = data;
      if (data.length > before && record !== undefined && record.outcome !== 'running') return record;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The request did not come to stand on the books.');
  }
}
