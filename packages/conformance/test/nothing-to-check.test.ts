// A check that had nothing to look at has not found that all is well.
import { type Check, checks, runCheck } from '@parley/conformance';
import { expect, test } from 'vitest';
import { serve } from './support/serve.ts';

async function outcomes(baseUrl: string, ...ids: string[]): Promise<string> {
  const target = { baseUrl, key: 'any-key', model: 'gpt-4o', contract: 'openai' } as const;
  const asked: Check[] = checks.filter(({ id }) => ids.includes(id));
  const results = await Promise.all(asked.map((check) => runCheck(check, target)));
  return results.map(({ id, outcome }) => `${id} ${outcome}`).join(', ');
}

test.each([
  ['no list of models', 404, 'Not found'],
  ['a page in place of it', 200, '<h1>Models</h1>'],
])('with %s its ids are neither unique nor in order', async (_, status, body) => {
  const { url } = await serve((_request, response) => response.writeHead(status).end(body));
  expect(await outcomes(url, 'L-02', 'L-04')).toBe('L-02 failed, L-04 failed');
});

test('where what is wrong is answered, nothing is said of errors', async () => {
  const { url } = await serve((_, response) => response.writeHead(200).end('{}'));
  expect(await outcomes(url, 'E-10', 'E-12', 'E-14')).toBe('E-10 skipped, E-12 skipped, E-14 skipped');
});

test('nor where nothing is answered, which is wrong', async () => {
  const { url } = await serve((request) => request.destroy());
  expect(await outcomes(url, 'E-10', 'E-12', 'E-14')).toBe('E-10 failed, E-12 failed, E-14 failed');
});
