import { expect } from 'vitest';
import { ParleyError } from '../../src/index.ts';

/** The ParleyError that a call rejects with. Anything else fails the test. */
export async function caught(call: Promise<unknown>): Promise<ParleyError> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  if (outcome instanceof ParleyError) return outcome;
  expect.fail(`wanted a ParleyError, got ${String(outcome)} ${JSON.stringify(outcome)}`);
}
