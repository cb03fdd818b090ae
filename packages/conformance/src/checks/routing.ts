import { at, listAt, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, hasStatus } from '../expect/answered.ts';
import { equal, holds } from '../expect/equal.ts';
import { fitsContract } from '../expect/fits-contract.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';

const area = 'routing';
const hello = (say: (text: string) => object[]) => ({ messages: say('Hello!') });

export const routing: Check[] = [
  {
    id: 'W-01',
    area,
    title: 'metadata.requested_model is the model as it was sent.',
    severity: 'must',
    contract: 'parley',
    source: 'ChatMetadata.requested_model',
    async run({ chat, say, model }) {
      const answer = await chat(hello(say));
      return answered(answer) ?? equal(answer.json, ['metadata', 'requested_model'], model);
    },
  },
  {
    id: 'W-02',
    area,
    title: 'The model of an answer is used_provider, a slash and used_model.',
    severity: 'must',
    contract: 'parley',
    source: 'M2',
    async run({ chat, say }) {
      const answer = await chat(hello(say));
      const { json } = answer;
      const used = `${textAt(json, 'metadata', 'used_provider')}/${textAt(json, 'metadata', 'used_model')}`;
      return answered(answer) ?? equal(json, ['model'], used);
    },
  },
  {
    id: 'W-03',
    area,
    title: 'The last attempt in routing succeeded, with its status and the name that went upstream.',
    severity: 'must',
    contract: 'parley',
    source: 'M1, M3',
    async run({ chat, say }) {
      const answer = await chat(hello(say));
      const last = listAt(answer.json, 'metadata', 'routing').at(-1);
      return (
        answered(answer) ??
        equal(last, ['succeeded'], true) ??
        equal(last, ['status_code'], 200) ??
        equal(last, ['error_type'], 'none') ??
        equal(last, ['model'], at(answer.json, 'metadata', 'underlying_used_model'))
      );
    },
  },
  {
    id: 'W-04',
    area,
    title: 'A provider-prefixed model says which provider was asked for.',
    severity: 'must',
    contract: 'parley',
    source: 'ChatMetadata.requested_provider',
    async run({ chat, say, model }) {
      const answer = await chat(hello(say));
      const prefix = model.includes('/') ? model.slice(0, model.indexOf('/')) : null;
      return answered(answer) ?? equal(answer.json, ['metadata', 'requested_provider'], prefix);
    },
  },
  {
    id: 'W-05',
    area,
    title: 'metadata.request_id is the x-request-id of the answer.',
    severity: 'must',
    contract: 'parley',
    source: 'ChatMetadata.request_id',
    async run({ chat, say }) {
      const answer = await chat(hello(say));
      return (
        answered(answer) ?? equal(answer.json, ['metadata', 'request_id'], answer.headers['x-request-id'])
      );
    },
  },
  {
    id: 'W-06',
    area,
    title: 'auto is answered, and says which model it chose.',
    severity: 'must',
    contract: 'parley',
    source: 'ChatCompletionRequest.model',
    async run({ chat, say, contract }) {
      const answer = await chat({ model: 'auto', ...hello(say) });
      return (
        answered(answer) ??
        fitsContract(contract, 'createChatCompletion', answer) ??
        equal(answer.json, ['metadata', 'requested_model'], 'auto') ??
        equal(answer.json, ['metadata', 'requested_provider'], null) ??
        holds(textAt(answer.json, 'metadata', 'used_model') !== 'auto', 'a model', '"auto"')
      );
    },
  },
  {
    id: 'W-07',
    area,
    title: 'A provider that failed is in the routing of the error, with its status.',
    severity: 'must',
    contract: 'parley',
    source: 'ErrorMetadata.routing',
    needs: ['simulator'],
    async run({ chat, say, simulated }) {
      const answer = await chat({ model: simulated('fault-500'), ...hello(say) });
      const [attempt] = listAt(answer.json, 'metadata', 'routing');
      return (
        hasStatus(answer, 502) ??
        equal(attempt, ['status_code'], 500) ??
        equal(attempt, ['succeeded'], false) ??
        equal(attempt, ['error_type'], 'upstream_error')
      );
    },
  },
  {
    id: 'W-08',
    area,
    title: 'POST /route explains where a request would go, and asks no provider.',
    severity: 'must',
    contract: 'parley',
    source: 'explainRoute 200',
    needs: ['upstream'],
    async run({ send, say, model, contract, forwarded }) {
      const body = JSON.stringify({ model, ...hello(say) });
      const answer = await send({ method: 'POST', path: '/route', body });
      return (
        answered(answer) ??
        fitsContract(contract, 'explainRoute', answer) ??
        equal(answer.json, ['requested_model'], model) ??
        equal({ requests: forwarded().length }, ['requests'], 0)
      );
    },
  },
  {
    id: 'W-09',
    area,
    title: 'POST /route refuses what POST /chat/completions refuses, with the same code.',
    severity: 'must',
    contract: 'parley',
    source: 'explainRoute',
    async run({ send, chat, say }) {
      const body = { model: 'no-such-model-here', ...hello(say) };
      const explained = await send({ method: 'POST', path: '/route', body: JSON.stringify(body) });
      const asked = await chat(body);
      return (
        hasStatus(explained, 404) ??
        hasStatus(asked, 404) ??
        equal(explained.json, ['error', 'code'], at(asked.json, 'error', 'code'))
      );
    },
  },
  {
    id: 'W-10',
    area,
    title: 'An x-no-fallback that is neither true nor false is refused with a 400.',
    severity: 'must',
    contract: 'parley',
    source: 'x-no-fallback',
    async run({ chat, say, contract }) {
      const answer = await chat(hello(say), { headers: { 'x-no-fallback': 'perhaps' } });
      return refused(contract, answer, { status: 400, param: 'x-no-fallback' });
    },
  },
  {
    id: 'W-11',
    area,
    title: 'models are tried after model, when that one fails before the first token.',
    severity: 'must',
    contract: 'parley',
    source: 'ChatCompletionRequest.models',
    needs: ['simulator'],
    async run({ chat, say, simulated }) {
      const answer = await chat({
        model: simulated('fault-503'),
        models: [simulated('sim-small')],
        ...hello(say),
      });
      const attempts = listAt(answer.json, 'metadata', 'routing').map((attempt) => at(attempt, 'succeeded'));
      return (
        answered(answer) ??
        equal(answer.json, ['metadata', 'used_model'], 'sim-small') ??
        holds(
          attempts.includes(false) && attempts.at(-1) === true,
          'a failure, then a success',
          show(attempts),
        )
      );
    },
  },
  {
    id: 'W-12',
    area,
    title: 'With x-no-fallback: true the failure of the one target is the answer.',
    severity: 'must',
    contract: 'parley',
    source: 'x-no-fallback',
    needs: ['simulator'],
    async run({ chat, say, simulated }) {
      const body = { model: simulated('fault-503'), models: [simulated('sim-small')], ...hello(say) };
      const answer = await chat(body, { headers: { 'x-no-fallback': 'true' } });
      return hasStatus(answer, 503);
    },
  },
  {
    id: 'W-13',
    area,
    title: 'A model that is unknown by a letter is a 404 that names the nearest.',
    severity: 'should',
    contract: 'parley',
    source: 'ErrorCode model_not_found',
    needs: ['simulator'],
    async run({ chat, say }) {
      const answer = await chat({ model: 'sim-smal', ...hello(say) });
      return (
        hasStatus(answer, 404) ??
        holds(
          answer.text.includes('sim-small'),
          'a message with "sim-small"',
          textAt(answer.json, 'error', 'message'),
        )
      );
    },
  },
  {
    id: 'W-14',
    area,
    title: 'A request can be looked up afterwards by its id, with its route and cost.',
    severity: 'must',
    contract: 'parley',
    source: 'getGeneration 200',
    async run({ chat, say, send, contract }) {
      const answer = await chat(hello(say));
      const path = `/generations/${textAt(answer.json, 'metadata', 'request_id')}`;
      const record = await send({ method: 'GET', path });
      return (
        answered(answer) ??
        answered(record) ??
        fitsContract(contract, 'getGeneration', record) ??
        equal(record.json, ['outcome'], 'completed') ??
        equal(
          record.json,
          ['used_model'],
          textAt(answer.json, 'model'),
          textAt(answer.json, 'metadata', 'used_model'),
        )
      );
    },
  },
];
