import type { Check } from '../check.ts';
import { answered, hasStatus } from '../expect/answered.ts';
import { equal } from '../expect/equal.ts';
import { refused } from '../expect/refused.ts';
import { type InvalidRequest, invalidRequests } from './validation-rows.ts';

const area = 'validation';

const refuses = ({ id, what, severity, contract, param, rule, fields }: InvalidRequest): Check => ({
  id,
  area,
  title: `A request with ${what} is refused with a 400.`,
  severity,
  contract,
  source: rule ?? `ChatCompletionRequest, ${param}`,
  async run({ chat, contract, say }) {
    const answer = await chat({ messages: say('Hello!'), ...fields });
    return refused(contract, answer, { status: contract === 'parley' ? 400 : [400, 404, 422], param });
  },
});

type Accepted = { id: string; what: string; fields: object };

const accepted: Accepted[] = [
  { id: 'V-80', what: 'a temperature of 0', fields: { temperature: 0 } },
  { id: 'V-81', what: 'a temperature of 2', fields: { temperature: 2 } },
  { id: 'V-82', what: 'a top_p of 1', fields: { top_p: 1 } },
  { id: 'V-83', what: 'penalties of -2 and 2', fields: { frequency_penalty: -2, presence_penalty: 2 } },
  { id: 'V-84', what: 'four stop sequences', fields: { stop: ['a1', 'b2', 'c3', 'd4'] } },
  { id: 'V-85', what: 'one stop sequence that is no list', fields: { stop: 'a1' } },
  { id: 'V-86', what: 'an empty list of tools', fields: { tools: [] } },
  { id: 'V-87', what: 'a logit_bias', fields: { logit_bias: { 50256: -100 } } },
];

const accepts = ({ id, what, fields }: Accepted): Check => ({
  id,
  area,
  title: `A request with ${what} is answered.`,
  severity: id === 'V-86' ? 'may' : 'must',
  contract: 'openai',
  source: 'ChatCompletionRequest',
  needs: ['simulator'],
  run: async ({ chat, say }) => answered(await chat({ messages: say('Hello!'), ...fields })),
});

const nullable = [
  ...['max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'frequency_penalty', 'presence_penalty'],
  ...['stop', 'seed', 'n', 'logit_bias', 'logprobs', 'top_logprobs', 'stream', 'stream_options'],
];

export const validation: Check[] = [
  ...invalidRequests.map(refuses),
  ...accepted.map(accepts),
  {
    id: 'V-90',
    area,
    title: 'null for an optional field is the same as leaving it out.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest',
    needs: ['simulator'],
    async run({ chat, say }) {
      const nulls = Object.fromEntries(nullable.map((name) => [name, null]));
      return answered(await chat({ messages: say('Hello!'), ...nulls }));
    },
  },
  {
    id: 'V-91',
    area,
    title: 'An unknown field is accepted, and named in metadata.ignored_parameters.',
    severity: 'must',
    contract: 'parley',
    source: 'ChatMetadata.ignored_parameters',
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Hello!'), x_unheard_of: true });
      return answered(answer) ?? equal(answer.json, ['metadata', 'ignored_parameters'], ['x_unheard_of']);
    },
  },
  {
    id: 'V-92',
    area,
    title: 'max_tokens and max_completion_tokens that are equal are accepted.',
    severity: 'must',
    contract: 'parley',
    source: 'R1',
    run: async ({ chat, say }) =>
      answered(await chat({ messages: say('Hello!'), max_tokens: 50, max_completion_tokens: 50 })),
  },
  {
    id: 'V-93',
    area,
    title: 'A request that is refused does not reach the provider.',
    severity: 'must',
    contract: 'parley',
    source: 'createChatCompletion 400',
    needs: ['upstream'],
    async run({ chat, say, forwarded }) {
      const answer = await chat({ messages: say('Hello!'), temperature: 'hot' });
      return hasStatus(answer, 400) ?? equal({ requests: forwarded().length }, ['requests'], 0);
    },
  },
  {
    id: 'V-94',
    area,
    title: 'A refusal of a request for a stream is an ordinary JSON body.',
    severity: 'must',
    contract: 'openai',
    source: 'createChatCompletion 400',
    async run({ stream, contract }) {
      const answer = await stream({ messages: [] });
      return refused(contract, answer, {
        status: contract === 'parley' ? 400 : [400, 422],
        param: 'messages',
      });
    },
  },
];
