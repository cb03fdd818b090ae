import type { Check } from '../check.ts';
import { answered, hasStatus, streamed } from '../expect/answered.ts';
import { equal, holds } from '../expect/equal.ts';
import { refused } from '../expect/refused.ts';
import { makeKey } from './make-key.ts';

const area = 'idempotency';
const common = { area, severity: 'must', contract: 'parley', source: 'idempotency-key' } as const;
const keyed = (mark: string) => ({ headers: { 'idempotency-key': `conformance-${mark}` } });

export const idempotency: Check[] = [
  {
    ...common,
    id: 'K-01',
    title: 'The same request under the same key gets the same answer, byte for byte.',
    async run({ chat, say, mark }) {
      const body = { messages: say('Write 30 words about rivers.') };
      const [first, again] = [await chat(body, keyed(mark)), await chat(body, keyed(mark))];
      return (
        answered(first) ??
        answered(again) ??
        equal({ text: again.text }, ['text'], first.text) ??
        equal(again.headers, ['idempotent-replayed'], 'true')
      );
    },
  },
  {
    ...common,
    id: 'K-02',
    title: 'A replayed answer has the x-request-id of the first.',
    async run({ chat, say, mark }) {
      const body = { messages: say('Hello!') };
      const [first, again] = [await chat(body, keyed(mark)), await chat(body, keyed(mark))];
      return answered(first) ?? equal(again.headers, ['x-request-id'], first.headers['x-request-id']);
    },
  },
  {
    ...common,
    id: 'K-03',
    title: 'A stream is replayed as it was, too.',
    async run({ stream, say, mark }) {
      const body = { messages: say('Count to 10') };
      const [first, again] = [await stream(body, keyed(mark)), await stream(body, keyed(mark))];
      const data = (answer: typeof first) => answer.events.map(({ text }) => text);
      return streamed(first) ?? streamed(again) ?? equal({ events: data(again) }, ['events'], data(first));
    },
  },
  {
    ...common,
    id: 'K-04',
    title: 'However often a request is sent under its key, the provider is asked once.',
    needs: ['upstream'],
    async run({ chat, say, mark, forwarded }) {
      const body = { messages: say('Hello!') };
      for (let time = 0; time < 3; time += 1) await chat(body, keyed(mark));
      return equal({ requests: forwarded().length }, ['requests'], 1);
    },
  },
  {
    ...common,
    id: 'K-05',
    title: 'Another body under a key that was used is a 422.',
    async run({ chat, say, mark, contract }) {
      await chat({ messages: say('Hello!') }, keyed(mark));
      const answer = await chat({ messages: say('Good day!') }, keyed(mark));
      return refused(contract, answer, { status: 422, code: 'idempotency_key_reused' });
    },
  },
  {
    ...common,
    id: 'K-06',
    title: 'A request whose key is at work is a 409 that says to come back.',
    needs: ['simulator'],
    async run({ chat, say, mark, simulated, contract, eventually }) {
      const body = { model: simulated('fault-slow-headers-1500'), messages: say('Hello!') };
      const first = chat(body, keyed(mark));
      await eventually(() => false, 300);
      const second = await chat(body, keyed(mark));
      return (
        refused(contract, second, { status: 409, code: 'idempotency_key_in_use' }) ??
        equal(second.headers, ['x-should-retry'], 'true') ??
        answered(await first)
      );
    },
  },
  {
    ...common,
    id: 'K-07',
    title: 'A request that failed leaves its key free.',
    needs: ['simulator'],
    async run({ chat, say, mark, simulated }) {
      const body = { model: simulated('fault-500'), messages: say('Hello!') };
      const [first, again] = [await chat(body, keyed(mark)), await chat(body, keyed(mark))];
      return (
        hasStatus(first, 502, 503) ??
        hasStatus(again, 502, 503) ??
        equal(again.headers, ['idempotent-replayed'], undefined)
      );
    },
  },
  {
    ...common,
    id: 'K-08',
    title: 'An idempotency-key that is too long is refused with a 400.',
    async run({ chat, say, contract }) {
      const answer = await chat(
        { messages: say('Hello!') },
        { headers: { 'idempotency-key': 'a'.repeat(256) } },
      );
      return refused(contract, answer, { status: 400, param: 'idempotency-key' });
    },
  },
  {
    ...common,
    id: 'K-09',
    title: 'Two API keys do not share their idempotency keys.',
    needs: ['admin'],
    async run(context) {
      const { chat, say, mark } = context;
      const made = await makeKey(context, {});
      if (typeof made !== 'string') return made;
      const body = { messages: say('Hello!') };
      const { headers } = keyed(mark);
      const first = await chat(body, { headers });
      const other = await chat(body, { headers: { ...headers, authorization: `Bearer ${made}` } });
      return (
        answered(first) ??
        answered(other) ??
        holds(other.headers['idempotent-replayed'] === undefined, 'an answer of its own', 'a replay')
      );
    },
  },
];
