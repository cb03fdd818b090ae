import { expect, test } from 'vitest';
import { requestDigest } from './request-digest.ts';

const request = { model: 'a', messages: [{ role: 'user', content: 'x' }], temperature: 0 };
const same: [what: string, other: object][] = [
  [
    'fields in another order, inside too',
    { temperature: 0, messages: [{ content: 'x', role: 'user' }], model: 'a' },
  ],
  ['a field that is null', { ...request, seed: null }],
  [
    'the same number in other words',
    JSON.parse('{"model":"a","messages":[{"role":"user","content":"x"}],"temperature":0.0}'),
  ],
];
test.each(same)('%s: the same', (_what, other) => {
  expect(requestDigest(other)).toBe(requestDigest(request));
});

const different: [what: string, other: object][] = [
  ['a field more', { ...request, stream: false }],
  ['another value', { ...request, temperature: 1 }],
  ['a number as text', { ...request, temperature: '0' }],
  [
    'messages in another order',
    { ...request, messages: [...request.messages, { role: 'user', content: 'y' }].reverse() },
  ],
  ['one text in two', { ...request, messages: [{ role: 'user', content: 'x","role":"user' }] }],
  ['null inside', { ...request, messages: [{ role: 'user', content: 'x', name: null }] }],
];
test.each(different)('%s: another', (_what, other) => {
  expect(requestDigest(other)).not.toBe(requestDigest(request));
});

test('what is set aside makes no difference, and what is not does', () => {
  const aside = new Set(['user']);
  expect(requestDigest({ ...request, user: 'u' }, aside)).toBe(requestDigest(request, aside));
  expect(requestDigest({ ...request, seed: 1 }, aside)).not.toBe(requestDigest(request, aside));
});
