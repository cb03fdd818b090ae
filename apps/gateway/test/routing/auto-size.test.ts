// How long prompt and answer are decides which model `auto` picks, and whether it must stream.
import { expect, test } from 'vitest';
import { chooser, type Given } from '../support/chooser.ts';
import { passedOver } from '../support/passed-over.ts';
import { shop, shopAdapters } from '../support/shop.ts';

const choose = chooser({ models: shop, adapters: shopAdapters });
const tool = { type: 'function' as const, function: { name: 'f' } };
const letters = (count: number): Given => ({ messages: [{ role: 'user', content: 'x'.repeat(count) }] });

/** The model that is picked, and why the cheaper ones are not: as `passedOver` says it. */
const rows: [what: string, given: Given, picked: string, because: string][] = [
  ['a few words', {}, 'acme/gratis', ''],
  ['null, which is absent', { tools: null, stream: null, effort: null, max_tokens: null }, 'acme/gratis', ''],
  ['a stream', { stream: true }, 'acme/gratis', ''],
  [
    'a stream of a model that could but answer whole',
    { stream: true, tools: [tool], max_tokens: 2_000 },
    'acme/caller',
    'max_tokens: gratis, stream: mute, max_tokens: gratis-tools tiny, tools: musing flash',
  ],
  [
    'the same request, not streamed',
    { tools: [tool], max_tokens: 2_000 },
    'acme/mute',
    'max_tokens: gratis, max_tokens: gratis-tools tiny, tools: musing flash',
  ],
  ['a cap that the cheapest has', { max_tokens: 500 }, 'acme/gratis', ''],
  ['one token more', { max_tokens: 501 }, 'acme/gratis-tools', 'max_tokens: gratis'],
  [
    'a cap by its new name',
    { max_completion_tokens: 1_001 },
    'gem/flash',
    'max_completion_tokens: gratis gratis-tools',
  ],
  [
    'a cap by both of its names',
    { max_tokens: 501, max_completion_tokens: 501 },
    'acme/gratis-tools',
    'max_completion_tokens: gratis',
  ],
  [
    'a cap that only one has',
    { max_tokens: 50_000 },
    'acme/long',
    'max_tokens: budgeter caller ears eyes finder gratis gratis-tools musing mute reader schema thinker tiny careful flash caller caller',
  ],
  ['a prompt that fits together with its cap', { ...letters(5_900), max_tokens: 500 }, 'acme/gratis', ''],
  ['a few words more', { ...letters(6_100), max_tokens: 500 }, 'acme/gratis-tools', 'messages: gratis'],
  ['a prompt that is longer than some contexts', letters(14_000), 'acme/gratis-tools', 'messages: gratis'],
  [
    'a prompt of a book',
    letters(400_000),
    'acme/long',
    'messages: budgeter caller ears eyes finder gratis gratis-tools musing mute reader schema thinker tiny careful flash caller caller',
  ],
  [
    'a prompt of a library',
    letters(2_000_000),
    'acme/long',
    'messages: budgeter caller ears eyes finder gratis gratis-tools musing mute reader schema thinker tiny careful flash caller caller',
  ],
  ['letters, four to a token', letters(3_000), 'acme/gratis', ''],
  [
    'as many signs of Chinese, a token each',
    { messages: [{ role: 'user', content: '好'.repeat(3_000) }] },
    'acme/gratis-tools',
    'messages: gratis',
  ],
  [
    'a long description of a tool',
    { tools: [{ ...tool, function: { name: 'f', description: 'x'.repeat(15_000) } }] },
    'acme/gratis-tools',
    'messages: gratis',
  ],
  [
    'what the model said before',
    {
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: 'x'.repeat(10_000) },
        { role: 'user', content: 'x' },
      ],
    },
    'acme/gratis-tools',
    'messages: gratis',
  ],
  [
    'what it called before',
    {
      messages: [
        { role: 'user', content: 'x' },
        {
          role: 'assistant',
          tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: 'x'.repeat(10_000) } }],
        },
        { role: 'tool', tool_call_id: 'c', content: 'x' },
      ],
    },
    'acme/gratis-tools',
    'messages: gratis',
  ],
  ['labels of the caller’s own', { metadata: { team: 'blue' } }, 'acme/gratis', ''],
];

test.each(rows)('%s', (_what, given, picked, because) => {
  const choice = choose('auto', given);
  expect([choice.candidates[0]?.id, passedOver(choice)]).toEqual([picked, because]);
  expect(choice.selection).toBe(choice.candidates.length === 1 ? 'only_candidate' : 'cheapest');
});
