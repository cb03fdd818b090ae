import { at, listAt, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered } from '../expect/answered.ts';
import { equal, holds } from '../expect/equal.ts';
import { fitsContract } from '../expect/fits-contract.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';
import { notListed } from './not-listed.ts';

const area = 'models';

/** Ids of the models of a list. */
const idsOf = (list: unknown): string[] => listAt(list, 'data').map((model) => textAt(model, 'id'));

export const models: Check[] = [
  {
    id: 'L-01',
    area,
    title: 'GET /models lists models in a body that fits the contract.',
    severity: 'must',
    contract: 'openai',
    source: 'listModels 200',
    async run({ send, contract }) {
      const answer = await send({ method: 'GET', path: '/models' });
      return answered(answer) ?? fitsContract(contract, 'listModels', answer);
    },
  },
  {
    id: 'L-02',
    area,
    title: 'No two models of the list have the same id.',
    severity: 'must',
    contract: 'openai',
    source: 'Model.id',
    async run({ send }) {
      const list = await send({ method: 'GET', path: '/models' });
      const ids = idsOf(list.json);
      const twice = ids.find((id, index) => ids.indexOf(id) !== index);
      return answered(list) ?? holds(twice === undefined, 'ids that differ', `${show(twice)} twice`);
    },
  },
  {
    id: 'L-03',
    area,
    title: 'The model that can be asked is in the list.',
    severity: 'should',
    contract: 'openai',
    source: 'listModels',
    async run({ send, model, listed }) {
      const ids = idsOf((await send({ method: 'GET', path: '/models' })).json);
      return holds(listed !== null && ids.includes(listed), `a list with ${show(model)}`, show(ids));
    },
  },
  {
    id: 'L-04',
    area,
    title: 'Two lists right after each other name the same models in the same order.',
    severity: 'should',
    contract: 'openai',
    source: 'Bifrost #5552',
    async run({ send }) {
      const first = await send({ method: 'GET', path: '/models' });
      const second = await send({ method: 'GET', path: '/models' });
      return (
        answered(first) ?? answered(second) ?? equal({ ids: idsOf(second.json) }, ['ids'], idsOf(first.json))
      );
    },
  },
  {
    id: 'L-05',
    area,
    title: 'GET /models/{model} gives one model, in a body that fits the contract.',
    severity: 'must',
    contract: 'openai',
    source: 'getModel 200',
    async run({ send, model, listed, contract }) {
      if (listed === null) return notListed(model);
      const answer = await send({ method: 'GET', path: `/models/${encodeURIComponent(listed)}` });
      return (
        answered(answer) ?? fitsContract(contract, 'getModel', answer) ?? equal(answer.json, ['id'], listed)
      );
    },
  },
  {
    id: 'L-06',
    area,
    title: 'The slash of an id may stand in the path as it is.',
    severity: 'must',
    contract: 'parley',
    source: 'getModel path parameter',
    async run({ send, model, listed }) {
      if (listed === null) return notListed(model);
      const answer = await send({ method: 'GET', path: `/models/${listed}` });
      return answered(answer) ?? equal(answer.json, ['id'], listed);
    },
  },
  {
    id: 'L-07',
    area,
    title: 'One model alone says what the list says of it.',
    severity: 'must',
    contract: 'openai',
    source: 'getModel',
    async run({ send }) {
      const list = await send({ method: 'GET', path: '/models' });
      const [first] = listAt(list.json, 'data');
      const path = `/models/${encodeURIComponent(textAt(first, 'id'))}`;
      const alone = await send({ method: 'GET', path });
      return answered(list) ?? answered(alone) ?? equal({ model: alone.json }, ['model'], first);
    },
  },
  {
    id: 'L-08',
    area,
    title: 'A model that does not exist is a 404.',
    severity: 'must',
    contract: 'openai',
    source: 'getModel 404',
    async run({ send, contract }) {
      const answer = await send({ method: 'GET', path: '/models/no-such-model-here' });
      return refused(contract, answer, { status: 404, code: 'model_not_found' });
    },
  },
  {
    id: 'L-09',
    area,
    title: 'Prices are decimal strings, not numbers that lose digits.',
    severity: 'must',
    contract: 'parley',
    source: 'ModelPricing',
    async run({ send, model, listed }) {
      if (listed === null) return notListed(model);
      const answer = await send({ method: 'GET', path: `/models/${encodeURIComponent(listed)}` });
      const pricing = at(answer.json, 'pricing');
      const prompt = at(pricing, 'prompt');
      return (
        answered(answer) ??
        holds(
          typeof prompt === 'string' && /^\d+(\.\d+)?$/.test(prompt),
          'pricing.prompt "0.000…"',
          show(pricing),
        )
      );
    },
  },
  {
    id: 'L-10',
    area,
    title: 'The list can be read without asking any provider.',
    severity: 'may',
    contract: 'parley',
    source: 'listModels',
    needs: ['upstream'],
    async run({ send }) {
      const answer = await send({ method: 'GET', path: '/models' });
      return (
        answered(answer) ?? holds(answer.durationMs < 2000, 'a list within 2 s', `${answer.durationMs} ms`)
      );
    },
  },
];
