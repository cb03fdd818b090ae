import { textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, hasStatus } from '../expect/answered.ts';
import { equal, holds } from '../expect/equal.ts';
import { refused } from '../expect/refused.ts';
import { showAnswer } from '../expect/show.ts';

const area = 'auth';
const wrongKey = 'not-a-key-of-this-gateway';
const invalid = { status: 401, code: 'invalid_api_key' };

type BadKey = { id: string; title: string; source: string; headers: Record<string, string | null> };

const badKeys: BadKey[] = [
  {
    id: 'A-03',
    title: 'A request without a key is refused with a 401.',
    source: 'createChatCompletion 401',
    headers: { authorization: null },
  },
  {
    id: 'A-04',
    title: 'A key that was never given out is refused with a 401.',
    source: 'createChatCompletion 401',
    headers: { authorization: `Bearer ${wrongKey}` },
  },
  {
    id: 'A-05',
    title: 'An empty bearer token is no key.',
    source: 'createChatCompletion 401',
    headers: { authorization: 'Bearer ' },
  },
  {
    id: 'A-06',
    title: 'Another scheme than Bearer is no key.',
    source: 'createChatCompletion 401',
    headers: { authorization: `Basic ${Buffer.from(`user:${wrongKey}`).toString('base64')}` },
  },
  {
    id: 'A-07',
    title: 'A key that holds SQL is a wrong key and nothing more.',
    source: 'CVE-2026-42208 (LiteLLM)',
    headers: { authorization: `Bearer ' OR 1=1; --` },
  },
];

const refusesKey = ({ id, title, source, headers }: BadKey): Check => ({
  id,
  area,
  title,
  severity: 'must',
  contract: 'openai',
  source,
  async run({ chat, contract, say }) {
    return refused(contract, await chat({ messages: say('Hello!') }, { headers }), invalid);
  },
});

export const auth: Check[] = [
  {
    id: 'A-01',
    area,
    title: 'Authorization: Bearer carries the key.',
    severity: 'must',
    contract: 'openai',
    source: 'security bearer',
    run: async ({ chat, say }) => answered(await chat({ messages: say('Hello!') })),
  },
  {
    id: 'A-02',
    area,
    title: 'x-api-key carries the key where there is no Authorization.',
    severity: 'must',
    contract: 'parley',
    source: 'security apiKey',
    run: async ({ chat, say }) =>
      answered(
        await chat({ messages: say('Hello!') }, { headers: { authorization: null, 'x-api-key': '{key}' } }),
      ),
  },
  ...badKeys.map(refusesKey),
  {
    id: 'A-08',
    area,
    title: 'The scheme may be written in lower case.',
    severity: 'should',
    contract: 'openai',
    source: 'RFC 9110, 11.1',
    run: async ({ chat, say }) =>
      answered(await chat({ messages: say('Hello!') }, { headers: { authorization: 'bearer {key}' } })),
  },
  {
    id: 'A-09',
    area,
    title: 'The same key in both headers is one key.',
    severity: 'must',
    contract: 'parley',
    source: 'security apiKey',
    run: async ({ chat, say }) =>
      answered(await chat({ messages: say('Hello!') }, { headers: { 'x-api-key': '{key}' } })),
  },
  {
    id: 'A-10',
    area,
    title: 'Two different keys in one request are refused with a 400, whichever is right.',
    severity: 'must',
    contract: 'parley',
    source: 'ErrorCode conflicting_credentials',
    async run({ chat, contract, say }) {
      const answer = await chat({ messages: say('Hello!') }, { headers: { 'x-api-key': wrongKey } });
      return refused(contract, answer, { status: 400, code: 'conflicting_credentials' });
    },
  },
  {
    id: 'A-11',
    area,
    title: 'A 401 says x-should-retry: false, so that clients do not try again.',
    severity: 'must',
    contract: 'parley',
    source: 'createChatCompletion 401',
    async run({ chat, say }) {
      const answer = await chat(
        { messages: say('Hello!') },
        { headers: { authorization: `Bearer ${wrongKey}` } },
      );
      return hasStatus(answer, 401) ?? equal(answer.headers, ['x-should-retry'], 'false');
    },
  },
  {
    id: 'A-12',
    area,
    title: 'Whatever is wrong with a key, the message is the same.',
    severity: 'should',
    contract: 'parley',
    source: 'createChatCompletion 401: one message for every cause',
    async run({ chat, say }) {
      const tried = ['Bearer ', `Bearer ${wrongKey}`, 'Bearer {key}x'];
      const answers = [];
      for (const authorization of tried)
        answers.push(await chat({ messages: say('Hello!') }, { headers: { authorization } }));
      const messages = new Set(answers.map(({ json }) => textAt(json, 'error', 'message')));
      return holds(messages.size === 1, 'one message', [...messages].join(' | '));
    },
  },
  {
    id: 'A-13',
    area,
    title: 'The answer to a wrong key does not repeat it.',
    severity: 'must',
    contract: 'openai',
    source: 'LiteLLM #8075',
    async run({ chat, say }) {
      const answer = await chat(
        { messages: say('Hello!') },
        { headers: { authorization: `Bearer ${wrongKey}` } },
      );
      return holds(!answer.text.includes(wrongKey), 'an answer without the key', showAnswer(answer));
    },
  },
  {
    id: 'A-14',
    area,
    title: 'A key in the query is no key: it would end up in logs.',
    severity: 'should',
    contract: 'openai',
    source: 'security bearer',
    async run({ model, say, send, contract }) {
      const path = '/chat/completions?api_key={key}&key={key}';
      const body = JSON.stringify({ model, messages: say('Hello!') });
      const answer = await send({ method: 'POST', path, body, headers: { authorization: null } });
      return refused(contract, answer, invalid);
    },
  },
  {
    id: 'A-15',
    area,
    title: 'The list of models wants a key, too.',
    severity: 'must',
    contract: 'openai',
    source: 'listModels 401',
    async run({ send, contract }) {
      const answer = await send({ method: 'GET', path: '/models', headers: { authorization: null } });
      return refused(contract, answer, invalid);
    },
  },
  {
    id: 'A-16',
    area,
    title: 'The key is looked at before the body: a wrong key with a wrong body is a 401.',
    severity: 'should',
    contract: 'parley',
    source: 'createChatCompletion 401',
    async run({ chat, contract }) {
      const answer = await chat({ messages: 5 }, { headers: { authorization: `Bearer ${wrongKey}` } });
      return refused(contract, answer, invalid);
    },
  },
];
