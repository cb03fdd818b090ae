import { at, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, hasStatus } from '../expect/answered.ts';
import { equal, holds } from '../expect/equal.ts';
import { isError, refused } from '../expect/refused.ts';
import { show, showAnswer } from '../expect/show.ts';
import { type Finding, mismatch, skip } from '../finding.ts';
import type { Answer } from '../http/answer.ts';
import { boundedKeys } from './bounded-keys.ts';

const area = 'errors';

type Wrong = {
  id: string;
  title: string;
  status: number[];
  /** Of the Parley contract, which has one status for each code. */
  code: string;
  severity: Check['severity'];
  call(model: string): { method: string; path: string; body?: string };
};

const hello = (model: unknown): string =>
  JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello!' }] });

const wrongs: Wrong[] = [
  {
    id: 'E-01',
    title: 'An unknown model is a 404 (or a 400) with an error body.',
    status: [404, 400],
    code: 'model_not_found',
    severity: 'must',
    call: () => ({ method: 'POST', path: '/chat/completions', body: hello('no-such-model-here') }),
  },
  {
    id: 'E-02',
    title: 'A path that is not served is a 404 with an error body.',
    status: [404],
    code: 'route_not_found',
    severity: 'should',
    call: (model) => ({ method: 'POST', path: '/chat/complexions', body: hello(model) }),
  },
  {
    id: 'E-03',
    title: 'GET of /chat/completions is a 405 (or a 404) with an error body.',
    status: [405, 404],
    code: 'method_not_allowed',
    severity: 'may',
    call: () => ({ method: 'GET', path: '/chat/completions' }),
  },
  {
    id: 'E-04',
    title: 'DELETE of /chat/completions is a 405 (or a 404) with an error body.',
    status: [405, 404],
    code: 'method_not_allowed',
    severity: 'should',
    call: () => ({ method: 'DELETE', path: '/chat/completions' }),
  },
  {
    id: 'E-05',
    title: 'A body that is no JSON is a 400 with an error body.',
    status: [400],
    code: 'invalid_json',
    severity: 'must',
    call: () => ({ method: 'POST', path: '/chat/completions', body: '{"model":' }),
  },
];

const isRefused = ({ id, title, status, code, severity, call }: Wrong): Check => ({
  id,
  area,
  title,
  severity,
  contract: 'openai',
  source: `ErrorResponse, ${code}`,
  async run({ send, contract, model }) {
    const answer = await send(call(model));
    const [ours = 400] = status;
    return refused(contract, answer, { status: contract === 'parley' ? ours : status, code });
  },
});

/** Of a gateway that takes what is wrong, other checks tell: here is nothing to look at. */
function wasRefused(answer: Answer): Finding | null {
  if (answer.status >= 400) return null;
  if (answer.status === 0) return mismatch('a refusal', showAnswer(answer));
  return skip(`Needs a refusal, and the gateway answered with status ${answer.status}.`);
}

export const errors: Check[] = [
  ...wrongs.map(isRefused),
  {
    id: 'E-10',
    area,
    title: 'An error is labelled application/json.',
    severity: 'must',
    contract: 'openai',
    source: 'ErrorResponse',
    async run({ chat }) {
      const answer = await chat({ messages: [] });
      const type = answer.headers['content-type'];
      return (
        wasRefused(answer) ?? holds(/^application\/json\b/.test(type ?? ''), 'application/json', show(type))
      );
    },
  },
  {
    id: 'E-11',
    area,
    title: 'An error has all four keys: message, type, param and code.',
    severity: 'should',
    contract: 'openai',
    source: 'ErrorObject; stdapi.ai #296',
    async run({ chat }) {
      const answer = await chat({ messages: [] });
      const error = at(answer.json, 'error');
      const missing = ['message', 'type', 'param', 'code'].filter((name) => at(error, name) === undefined);
      return holds(
        missing.length === 0,
        'message, type, param and code',
        `no ${missing.join(', ')}: ${showAnswer(answer)}`,
      );
    },
  },
  {
    id: 'E-12',
    area,
    title: 'The code of an error is a text or null, never a number.',
    severity: 'must',
    contract: 'openai',
    source: 'OpenRouter ai-sdk-provider #82',
    async run({ chat, contract }) {
      const answer = await chat({ messages: [] });
      const code = at(answer.json, 'error', 'code');
      const isCode = code === null || code === undefined || typeof code === 'string';
      return wasRefused(answer) ?? isError(contract, answer) ?? holds(isCode, 'a text or null', show(code));
    },
  },
  {
    id: 'E-13',
    area,
    title: 'The message of a refused field says which field it is.',
    severity: 'should',
    contract: 'openai',
    source: 'ErrorObject.message',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Hello!'), temperature: 'hot' });
      const message = textAt(answer.json, 'error', 'message');
      return holds(message.includes('temperature'), 'a message about temperature', show(message));
    },
  },
  {
    id: 'E-14',
    area,
    title: 'A refusal shows nothing of the inside: no stack, no file, no address of a provider.',
    severity: 'must',
    contract: 'openai',
    source: 'LiteLLM #8075',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Hello!'), temperature: 'hot' });
      const leak = /\bat .+:\d+:\d+|node_modules|\.(py|ts|js|go)\b.*\d|127\.0\.0\.1:\d+|Traceback/.exec(
        answer.text,
      );
      return wasRefused(answer) ?? holds(leak === null, 'a message for people', show(leak?.[0]));
    },
  },
  {
    id: 'E-15',
    area,
    title: 'Every answer has an x-request-id, also a refusal.',
    severity: 'should',
    contract: 'openai',
    source: 'x-request-id, which official clients show',
    async run({ chat, say }) {
      const good = await chat({ messages: say('Hello!') });
      const bad = await chat({ messages: [] });
      const missing = [good, bad].find(({ headers }) => (headers['x-request-id'] ?? '') === '');
      return holds(missing === undefined, 'x-request-id', `none with status ${missing?.status}`);
    },
  },
  {
    id: 'E-16',
    area,
    title: "The caller's own x-request-id comes back, in the header and in metadata.",
    severity: 'must',
    contract: 'parley',
    source: 'x-request-id',
    async run({ chat, say }) {
      const given = 'conformance.run:1-a_b';
      const answer = await chat({ messages: say('Hello!') }, { headers: { 'x-request-id': given } });
      return (
        answered(answer) ??
        equal(answer.headers, ['x-request-id'], given) ??
        equal(answer.json, ['metadata', 'request_id'], given)
      );
    },
  },
  {
    id: 'E-17',
    area,
    title: 'An x-request-id that is no id is refused with a 400.',
    severity: 'must',
    contract: 'parley',
    source: 'ErrorCode invalid_header',
    async run({ chat, say, contract }) {
      const answer = await chat({ messages: say('Hello!') }, { headers: { 'x-request-id': 'a b<script>' } });
      return refused(contract, answer, { status: 400, code: 'invalid_header' });
    },
  },
  {
    id: 'E-18',
    area,
    title: 'A refusal that stays one says x-should-retry: false.',
    severity: 'must',
    contract: 'parley',
    source: 'x-should-retry',
    async run({ chat }) {
      const answer = await chat({ messages: [] });
      return hasStatus(answer, 400) ?? equal(answer.headers, ['x-should-retry'], 'false');
    },
  },
  {
    id: 'E-19',
    area,
    title: 'A 405 names the methods that are allowed.',
    severity: 'should',
    contract: 'parley',
    source: 'RFC 9110, 15.5.6',
    async run({ send }) {
      const answer = await send({ method: 'DELETE', path: '/chat/completions' });
      return (
        hasStatus(answer, 405) ??
        holds((answer.headers['allow'] ?? '').includes('POST'), 'allow: POST', show(answer.headers['allow']))
      );
    },
  },
  ...boundedKeys,
  {
    id: 'E-23',
    area,
    title: 'After a refusal the next request is answered as ever.',
    severity: 'must',
    contract: 'openai',
    source: 'createChatCompletion',
    async run({ chat, say, contract }) {
      const refusal = await chat({ messages: [] });
      return isError(contract, refusal) ?? answered(await chat({ messages: say('Hello!') }));
    },
  },
];
