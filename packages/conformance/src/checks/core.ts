import { at, listAt, textAt } from '../at.ts';
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
  {
    id: 'C-06',
    area,
    title: 'created is the time of the answer, in seconds.',
    severity: 'should',
    contract: 'openai',
    source: 'ChatCompletion.created',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Hello!') });
      const created = at(answer.json, 'created');
      const isSeconds = typeof created === 'number' && Number.isInteger(created) && created < 1e11;
      return answered(answer) ?? holds(isSeconds, 'whole seconds since 1970', show(created));
    },
  },
  {
    id: 'C-07',
    area,
    title: "The message of a choice is the assistant's, with content and without a refusal.",
    severity: 'must',
    contract: 'openai',
    source: 'AssistantMessage',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Hello!') });
      const message = ['choices', 0, 'message'] as const;
      return (
        answered(answer) ??
        equal(answer.json, [...message, 'role'], 'assistant') ??
        holds(textAt(answer.json, ...message, 'content') !== '', 'content', show(at(answer.json, ...message)))
      );
    },
  },
  {
    id: 'C-08',
    area,
    title: 'Messages of every role are accepted: system, developer, user, assistant.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatMessage',
    async run({ chat, say }) {
      const before = [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello!' },
        { role: 'assistant', content: 'Hello.' },
      ];
      const developer = { role: 'developer', content: 'Be polite.' };
      return (
        answered(await chat({ messages: [...before, ...say('How are you?')] })) ??
        answered(await chat({ messages: [developer, ...say('How are you?')] }))
      );
    },
  },
  {
    id: 'C-09',
    area,
    title: 'Content may be a list of parts of text.',
    severity: 'must',
    contract: 'openai',
    source: 'UserContentPart',
    async run({ chat }) {
      const content = [
        { type: 'text', text: 'Hello' },
        { type: 'text', text: ' there!' },
      ];
      return answered(await chat({ messages: [{ role: 'user', content }] }));
    },
  },
  {
    id: 'C-10',
    area,
    title: 'Text of any script comes back as it was sent.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletion',
    needs: ['simulator'],
    async run({ chat, say }) {
      const said = 'żółć 你好 👩‍👩‍👧‍👦 \u2028 "quoted" \\';
      const answer = await chat({ messages: say(`Say: ${said}`) });
      const content = textAt(answer.json, 'choices', 0, 'message', 'content');
      return answered(answer) ?? holds(content.includes(said), show(said), show(content));
    },
  },
  {
    id: 'C-11',
    area,
    title: 'An answer ends before a stop sequence, with finish_reason stop.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest.stop; llmgateway PR #3898',
    needs: ['simulator'],
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Count to 10'), stop: ['7'] });
      const content = textAt(answer.json, 'choices', 0, 'message', 'content');
      return (
        answered(answer) ??
        equal(answer.json, ['choices', 0, 'finish_reason'], 'stop') ??
        holds(content.includes('6') && !content.includes('7'), 'a text that ends before 7', show(content))
      );
    },
  },
  {
    id: 'C-12',
    area,
    title: 'logprobs come for each token when they are asked for, with as many alternatives.',
    severity: 'should',
    contract: 'openai',
    source: 'ChoiceLogprobs; OpenRouter ai-sdk-provider #3',
    needs: ['simulator'],
    async run({ chat, say, contract }) {
      const answer = await chat({ messages: say('Hello!'), logprobs: true, top_logprobs: 2 });
      const tokens = listAt(answer.json, 'choices', 0, 'logprobs', 'content');
      return (
        answered(answer) ??
        fitsContract(contract, 'createChatCompletion', answer) ??
        holds(tokens.length > 0, 'a list of tokens', show(at(answer.json, 'choices', 0, 'logprobs'))) ??
        equal({ count: listAt(tokens[0], 'top_logprobs').length }, ['count'], 2)
      );
    },
  },
  {
    id: 'C-13',
    area,
    title: 'Eight requests at once each get the answer that was meant for them.',
    severity: 'must',
    contract: 'openai',
    source: 'createChatCompletion 200',
    needs: ['simulator'],
    async run({ chat, say }) {
      const words = ['apple', 'birch', 'cedar', 'daisy', 'elder', 'fern', 'grass', 'hazel'];
      const answers = await Promise.all(words.map((word) => chat({ messages: say(`Say: ${word}`) })));
      const mixed = words.find((word, index) => answers[index]?.text.includes(word) !== true);
      return holds(mixed === undefined, 'each its own word', `"${mixed}" is missing from its answer`);
    },
  },
  {
    id: 'C-14',
    area,
    title: 'An answer is not compressed for a caller that did not ask for it.',
    severity: 'must',
    contract: 'openai',
    source: 'RFC 9110, 12.5.3',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Hello!') });
      return answered(answer) ?? equal(answer.headers, ['content-encoding'], undefined, 'identity');
    },
  },
];
