import { at, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered } from '../expect/answered.ts';
import { equal, holds } from '../expect/equal.ts';
import { fitsContract } from '../expect/fits-contract.ts';
import { show } from '../expect/show.ts';

const area = 'core';

export const core: Check[] = [
  {
    id: 'C-01',
    area,
    title: 'A question is answered with a 200 and a JSON body that fits the contract.',
    severity: 'must',
    contract: 'openai',
    source: 'createChatCompletion 200',
    async run({ chat, contract, say }) {
      const answer = await chat({ messages: say('Hello!') });
      return answered(answer) ?? fitsContract(contract, 'createChatCompletion', answer);
    },
  },
  {
    id: 'C-02',
    area,
    title: 'A JSON answer is labelled application/json.',
    severity: 'must',
    contract: 'openai',
    source: 'createChatCompletion 200',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Hello!') });
      const type = answer.headers['content-type'];
      return (
        answered(answer) ??
        holds(/^application\/json\b/i.test(type ?? ''), 'content-type application/json', show(type))
      );
    },
  },
  {
    id: 'C-03',
    area,
    title: 'An answer that max_tokens cut short says finish_reason length.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatChoice.finish_reason',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Write 200 words about rivers.'), max_tokens: 16 });
      return answered(answer) ?? equal(answer.json, ['choices', 0, 'finish_reason'], 'length');
    },
  },
  {
    id: 'C-04',
    area,
    title: 'With n: 2 there are two choices, numbered 0 and 1.',
    severity: 'should',
    contract: 'openai',
    source: 'ChatCompletionRequest.n',
    needs: ['simulator'],
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Hello!'), n: 2 });
      return (
        answered(answer) ??
        equal(answer.json, ['choices', 0, 'index'], 0) ??
        equal(answer.json, ['choices', 1, 'index'], 1)
      );
    },
  },
  {
    id: 'C-05',
    area,
    title: 'Each answer has an id of its own.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletion.id',
    async run({ chat, say }) {
      const [one, other] = [
        await chat({ messages: say('Hello!') }),
        await chat({ messages: say('Good day!') }),
      ];
      const ids = [one, other].map(({ json }) => textAt(json, 'id'));
      return (
        answered(one) ??
        answered(other) ??
        holds(ids[0] !== ids[1], 'two ids', `${show(ids[0])} twice`) ??
        holds(at(one.json, 'id') !== '', 'an id', show(at(one.json, 'id')))
      );
    },
  },
];
