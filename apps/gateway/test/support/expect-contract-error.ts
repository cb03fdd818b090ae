import { validateResponse } from '@parley/validator';
import { expect } from 'vitest';
import { errors } from '../../src/errors.ts';
import type { Answer } from './raw-http.ts';

/** Holds an answer to what the contract promises of every failure. */
export function expectContractError(
  answer: Answer | undefined,
  status: number,
  code: keyof typeof errors,
): void {
  if (answer === undefined) throw new Error(`No answer came where ${status} ${code} was due.`);
  const body: unknown = JSON.parse(answer.body);
  expect({ status: answer.status, body }).toMatchObject({
    status,
    body: { error: { code, type: errors[code].type, param: null, message: expect.any(String) } },
  });
  // Every failure has the same schema; 400 is a status that this operation lists.
  expect(validateResponse('createChatCompletion', 400, body)).toBeNull();
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(answer.headers['x-should-retry']).toBe(String(errors[code].retry));
  expect(answer.headers['x-request-id']).toMatch(/^[A-Za-z0-9._:-]{1,128}$/);
}
