import type { Check } from '../check.ts';
import { equal, holds } from '../expect/equal.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';
import { makeKey } from './make-key.ts';

const area = 'errors';

/** What a key of little reach runs into. */
export const boundedKeys: Check[] = [
  {
    id: 'E-20',
    area,
    title: 'A limit of requests is a 429 that says when to come back, and that it is worth it.',
    severity: 'must',
    contract: 'parley',
    source: 'createChatCompletion 429',
    needs: ['admin'],
    async run(context) {
      const made = await makeKey(context, { requests_per_minute: 1 });
      if (typeof made !== 'string') return made;
      const headers = { authorization: `Bearer ${made}` };
      await context.chat({ messages: context.say('Hello!') }, { headers });
      const answer = await context.chat({ messages: context.say('Hello!') }, { headers });
      const wait = Number(answer.headers['retry-after-ms']);
      return (
        refused(context.contract, answer, { status: 429, code: 'rate_limit_exceeded' }) ??
        equal(answer.headers, ['x-should-retry'], 'true') ??
        holds(
          Number(answer.headers['retry-after']) >= 1,
          'retry-after in seconds',
          show(answer.headers['retry-after']),
        ) ??
        holds(wait > 0 && wait <= 60_000, 'retry-after-ms', show(answer.headers['retry-after-ms']))
      );
    },
  },
  {
    id: 'E-21',
    area,
    title: 'A spent budget is a 402 that says x-should-retry: false, never a 401.',
    severity: 'must',
    contract: 'parley',
    source: 'ErrorCode insufficient_funds',
    needs: ['admin'],
    async run(context) {
      const made = await makeKey(context, { budget: { limit_usd: '0.000000000001', window: 'total' } });
      if (typeof made !== 'string') return made;
      const answer = await context.chat(
        { messages: context.say('Hello!') },
        { headers: { authorization: `Bearer ${made}` } },
      );
      return (
        refused(context.contract, answer, { status: 402, code: 'insufficient_funds' }) ??
        equal(answer.headers, ['x-should-retry'], 'false')
      );
    },
  },
  {
    id: 'E-22',
    area,
    title: 'A model that the key may not use is a 403.',
    severity: 'must',
    contract: 'parley',
    source: 'ErrorCode permission_denied',
    needs: ['admin'],
    async run(context) {
      const made = await makeKey(context, { allowed_models: ['another/model'] });
      if (typeof made !== 'string') return made;
      const answer = await context.chat(
        { messages: context.say('Hello!') },
        { headers: { authorization: `Bearer ${made}` } },
      );
      return refused(context.contract, answer, { status: 403, code: 'permission_denied' });
    },
  },
];
