import type { ChatCompletionRequest } from '@parley/types';
import { expect, test } from 'vitest';
import type { Coverage } from './adapter.ts';
import { ignoredParameters } from './ignored-parameters.ts';
import { coverage as usual } from './openai-compatible/coverage.ts';

const coverage: Coverage = {
  request: {
    ...usual.request,
    seed: 'ignored',
    top_k: 'forwarded',
    stop: 'translated',
    include_reasoning: 'emulated',
  },
  message: { ...usual.message, refusal: 'ignored', name: 'forwarded' },
};

/** The request as it came: clients send fields that the contract doesn't know. */
const requestWith = (fields: { [name: string]: unknown }, ...messages: { [name: string]: unknown }[]) => {
  const request: ChatCompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'Hi.' }] };
  Object.assign(request, fields, messages.length > 0 ? { messages } : {});
  return request;
};

const assistant = { role: 'assistant', content: 'Hi.' };
const cases: [given: ChatCompletionRequest, want: string[], why: string][] = [
  [requestWith({}), [], 'nothing was sent'],
  [requestWith({ top_k: 1, stop: 'x', include_reasoning: false }), [], 'carried, one way or another'],
  [requestWith({ seed: 7 }), ['seed'], 'the table says ignored'],
  [requestWith({ routing: 'latency' }), [], 'the gateway orders by it'],
  [
    requestWith({ seed: 0, temperatur: 0.5 }),
    ['seed', 'temperatur'],
    'zero is a value, and a misspelt name is named',
  ],
  [requestWith({ seed: null, temperatur: null }), [], 'null is absent'],
  [
    requestWith({ metadata: { a: 'b' }, plugins: [], models: ['x'], routing: 'price' }),
    [],
    'the gateway takes those',
  ],
  [requestWith({ constructor: 1, toString: 2 }), ['constructor', 'toString'], 'names that every object has'],
  [requestWith({}, { ...assistant, refusal: 'No.', name: 'Ann' }), ['messages[].refusal'], 'in a message'],
  [requestWith({}, { ...assistant, refusal: null, mood: null }), [], 'null in a message'],
  [
    requestWith({}, { ...assistant, mood: 'good' }, { ...assistant, mood: 'bad' }),
    ['messages[].mood'],
    'named once',
  ],
];
test.each(cases)('%j: %j, %s', (given, want) => {
  expect(ignoredParameters(given, coverage)).toEqual(want);
});
