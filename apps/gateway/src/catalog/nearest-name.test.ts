import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const names = ['openai/gpt-4o', 'openai/gpt-4o-mini', 'gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4-5'];

const cases: [given: string, want: string | null, why: string][] = [
  ['gpt-4o-minni', 'gpt-4o-mini', 'a letter too many'],
  ['gtp-4o', 'gpt-4o', 'two letters swapped are two edits of six'],
  ['GPT-4O-MINI', 'gpt-4o-mini', 'case is no edit'],
  ['openai/gpt4o', 'openai/gpt-4o', 'a name with its provider'],
  ['claude-sonnet-4.5', 'claude-sonnet-4-5', 'a dot for a dash'],
  ['mistral-large', null, 'nothing is like it'],
  ['gp', null, 'more than a third would be edits'],
  ['', null, 'nothing is like nothing'],
];
test.each(cases)('"%s" is nearest to %s: %s', (given, want) => {
  expect(nearestName(given, names)).toBe(want);
});

test('of names equally near the first is taken, and none is found among none', () => {
  expect(nearestName('model-c', ['model-a', 'model-b'])).toBe('model-a');
  expect(nearestName('model-c', [])).toBeNull();
});
