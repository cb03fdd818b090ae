import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stepWords } from '../src/landing/step-words.ts';

const gateway = join(import.meta.dirname, '../../gateway/src');
const route = readFileSync(join(gateway, 'routes/create-chat-completion.ts'), 'utf8');
const steps = Object.keys(stepWords);

test('every step of the first page is a file of that name', () => {
  expect(steps.filter((step) => !existsSync(join(gateway, 'pipeline', `${step}.ts`)))).toEqual([]);
});

test('up to the providers they are called in the order in which they are shown', () => {
  const called = steps.slice(0, steps.indexOf('attempt')).map((step) => {
    const name = step.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
    return route.indexOf(` ${name}(`);
  });
  expect(called).not.toContain(-1);
  expect(called).toEqual([...called].sort((a, b) => a - b));
});
