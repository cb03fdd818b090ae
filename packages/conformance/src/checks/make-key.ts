import { textAt } from '../at.ts';
import type { Context } from '../context.ts';
import { showAnswer } from '../expect/show.ts';
import { type Finding, mismatch, skip } from '../finding.ts';

/** Makes a key that ends within the hour, and gives its secret; or why there is none. */
export async function makeKey({ send, keep }: Context, bounds: object): Promise<string | Finding> {
  const expires_at = new Date(Date.now() + 3_600_000).toISOString();
  const body = JSON.stringify({ name: 'conformance', expires_at, ...bounds });
  const answer = await send({ method: 'POST', path: '/keys', body });
  if (answer.status === 403 || answer.status === 404) return skip('The key of the run may not make keys.');
  const secret = textAt(answer.json, 'secret');
  if (answer.status !== 201 || secret === '') return mismatch('a new key', showAnswer(answer));
  return keep(secret);
}
