import type { Check } from '../check.ts';
import { answered, hasStatus } from '../expect/answered.ts';
import { holds } from '../expect/equal.ts';
import { isError, refused } from '../expect/refused.ts';
import { showAnswer } from '../expect/show.ts';
import { mismatch } from '../finding.ts';
import { type BadBody, badBodies, conversation } from './bad-bodies.ts';
import { type RawRequest, rawRequests } from './raw-requests.ts';

const area = 'limits';
const path = '/chat/completions';

const refusesBody = ({ id, what, body, headers = {}, statuses, code, severity }: BadBody): Check => ({
  id,
  area,
  title: `A request with ${what} is refused, and never a 5xx.`,
  severity,
  contract: 'openai',
  source: `ErrorCode ${code}`,
  async run({ send, model, contract }) {
    const answer = await send({ method: 'POST', path, body: body(model), headers });
    return refused(contract, answer, { status: contract === 'parley' ? statuses[0] : statuses, code });
  },
});

const refusesRaw = ({ id, what, text, statuses }: RawRequest): Check => ({
  id,
  area,
  title: `A request with ${what} is refused, or its connection closed; the server goes on.`,
  severity: 'must',
  contract: 'openai',
  source: 'RFC 9110, RFC 9112',
  async run({ sendRaw, chat, say }) {
    const answer = await sendRaw(text);
    const closed = answer.status === 0 && answer.ended === 'none';
    const wrong = holds(
      closed || statuses.includes(answer.status),
      `status ${statuses.join(' or ')}`,
      showAnswer(answer),
    );
    return wrong ?? answered(await chat({ messages: say('Hello!') }));
  },
});

// The same requests, once more for their bodies.
const answersRaw = ({ id, what, text }: RawRequest): Check => ({
  id: id.replace(/\d+/, (number) => String(Number(number) + 20)),
  area,
  title: `The refusal of a request with ${what} has the error body of every other.`,
  severity: 'must',
  contract: 'parley',
  source: 'ErrorResponse, on every path',
  async run({ sendRaw, contract }) {
    return isError(contract, await sendRaw(text));
  },
});

export const limits: Check[] = [
  ...badBodies.map(refusesBody),
  {
    id: 'B-20',
    area,
    title: 'A body of 64 MiB is refused with a 4xx, or the connection closed.',
    severity: 'should',
    contract: 'openai',
    source: 'ErrorCode request_too_large',
    async run({ send, chat, say }) {
      const body = JSON.stringify({
        model: 'x',
        messages: [{ role: 'user', content: 'a'.repeat(64 * 1024 * 1024) }],
      });
      const answer = await send({ method: 'POST', path, body });
      const refusedIt = answer.status === 0 || (answer.status >= 400 && answer.status < 500);
      return (
        holds(refusedIt, 'a 4xx, or a closed connection', showAnswer(answer)) ??
        answered(await chat({ messages: say('Hello!') }))
      );
    },
  },
  {
    id: 'B-21',
    area,
    title: 'A body that says it is 64 MiB long is refused with a 413 before it is sent.',
    severity: 'must',
    contract: 'parley',
    source: 'createChatCompletion 413',
    async run({ sendRaw, contract }) {
      const length = 64 * 1024 * 1024;
      const head = `POST {path}/chat/completions HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n{`;
      return refused(contract, await sendRaw(head), { status: 413, code: 'request_too_large' });
    },
  },
  {
    id: 'B-22',
    area,
    title: '__proto__ in a body changes nothing: the request is refused, or answered as ever.',
    severity: 'must',
    contract: 'openai',
    source: 'RFC 8259, 4',
    async run({ send, model, chat, say }) {
      const body = conversation(model).replace('{', '{"__proto__":{"stream":true},');
      const answer = await send({ method: 'POST', path, body });
      return hasStatus(answer, 200, 400, 422) ?? answered(await chat({ messages: say('Hello!') }));
    },
  },
  {
    id: 'B-23',
    area,
    title: 'A byte order mark before the JSON is no reason for a 5xx.',
    severity: 'must',
    contract: 'openai',
    source: 'RFC 8259, 8.1',
    async run({ send, model, contract }) {
      const answer = await send({ method: 'POST', path, body: `\uFEFF${conversation(model)}` });
      return contract === 'parley' ? answered(answer) : hasStatus(answer, 200, 400, 422);
    },
  },
  {
    id: 'B-24',
    area,
    title: 'Half a surrogate pair in a text is no reason for a 5xx.',
    severity: 'must',
    contract: 'openai',
    source: 'RFC 8259, 8.2',
    async run({ send, model }) {
      const body = conversation(model).replace('Hello!', 'Hello \\ud83d!');
      return hasStatus(await send({ method: 'POST', path, body }), 200, 400, 422);
    },
  },
  {
    id: 'B-25',
    area,
    title: 'A number too large for a double is no reason for a 5xx.',
    severity: 'must',
    contract: 'openai',
    source: 'RFC 8259, 6',
    async run({ send, model }) {
      const body = conversation(model).replace('{', '{"temperature":1e999,');
      return hasStatus(await send({ method: 'POST', path, body }), 200, 400, 422);
    },
  },
  {
    id: 'B-26',
    area,
    title: 'A conversation of a thousand messages is answered, or refused for its length.',
    severity: 'should',
    contract: 'openai',
    source: 'ChatCompletionRequest.messages',
    needs: ['simulator'],
    async run({ chat, say }) {
      const turns = Array.from({ length: 500 }, () => [
        { role: 'user', content: 'Hello!' },
        { role: 'assistant', content: 'Hello.' },
      ]);
      return answered(await chat({ messages: [...turns.flat(), ...say('Hello!')] }));
    },
  },
  {
    id: 'B-27',
    area,
    title: 'A body that comes in chunks, without a content-length, is read as any other.',
    severity: 'must',
    contract: 'openai',
    source: 'RFC 9112, 7.1',
    async run({ send, model }) {
      const headers = { 'transfer-encoding': 'chunked', 'content-length': null };
      const answer = await send({ method: 'POST', path, body: conversation(model), headers });
      return answer.status === 411 ? mismatch('a 200', showAnswer(answer)) : answered(answer);
    },
  },
  ...rawRequests.map(refusesRaw),
  ...rawRequests.map(answersRaw),
];
