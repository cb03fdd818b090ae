import { validateRequest } from '@parley/validator';
import { validateRequest as validateForOpenai } from '@parley/validator/openai';
import { expect, test } from 'vitest';
import { invalidRequests } from '../src/checks/validation-rows.ts';

const ordinary = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello!' }] };

test.each(invalidRequests)('$id: the contract that is said to refuse $what does', (row) => {
  const body: unknown = JSON.parse(JSON.stringify({ ...ordinary, ...row.fields }));
  expect(validateRequest('createChatCompletion', body)).toMatchObject({ param: row.param, rule: row.rule });
  expect(validateForOpenai('createChatCompletion', body) === null).toBe(row.contract === 'parley');
});
