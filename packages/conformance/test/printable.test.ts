import { runConformance } from '@parley/conformance';
import { expect, test } from 'vitest';
import { serve } from './support/serve.ts';

const cursor = '\u001B[2J\u009B1;1H\u0007\r';

test('what a gateway says moves no cursor where it is shown', async () => {
  let isFirst = true;
  const { url } = await serve((_, response) => {
    const error = { message: `${cursor}All is well.`, type: 'x', param: null, code: null };
    response.writeHead(isFirst ? 200 : 500, { 'content-type': 'application/json' });
    response.end(isFirst ? '{}' : `${cursor}${JSON.stringify({ error })}`);
    isFirst = false;
  });
  const only = ['C-01', 'L-01', 'E-01'];
  const { results } = await runConformance({ baseUrl: url, key: 'k', model: 'm', only });
  const said = results.map((result) => (result.outcome === 'failed' ? result.found : ''));
  expect(said[0]).toContain('\uFFFD[2J\uFFFD1;1H\uFFFD\uFFFD{"error"');
  expect(said.join('').match(/(?![\t\n])\p{Cc}/gu)).toBeNull();
});

test('nor where it says why there is nothing to check', async () => {
  const { url } = await serve((_, response) => response.writeHead(500).end(`${cursor}No.`));
  const refused = runConformance({ baseUrl: url, key: 'k', model: 'm' });
  await expect(refused).rejects.toThrow('status 500: \uFFFD[2J\uFFFD1;1H\uFFFD\uFFFDNo.');
});
