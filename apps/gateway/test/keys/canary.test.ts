// A secret is shown once, and is found nowhere else: not in answers, lines of the log, metrics, or on disk.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyWithSecret } from '@parley/types';
import { expect, onTestFinished, test } from 'vitest';
import { ask, askStream } from '../support/ask.ts';
import { makeKey, manage } from '../support/manage.ts';
import { testGateway } from '../support/test-gateway.ts';

const words = 'canary-of-the-prompt';

function bytesBelow(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

test('secrets and prompts are in no sink', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-canary-'));
  onTestFinished(() => rmSync(dataDirectory, { recursive: true }));
  const gateway = await testGateway({}, { dataDirectory });
  const told: string[] = [];
  const call = async (...args: [Parameters<typeof manage>[1], Parameters<typeof manage>[2]]) => {
    const { text, headers } = await manage(gateway, ...args);
    told.push(text, JSON.stringify([...headers]));
  };

  const parent = await makeKey(gateway, {
    ...{ scopes: ['chat', 'keys'], requests_per_minute: 1_000 },
    budget: { limit_usd: '1', window: 'day' },
  });
  const child = await makeKey(gateway, {}, parent.secret);
  const { body: rotated } = await manage<KeyWithSecret>(gateway, 'rotateKey', {
    id: child.id,
    body: { overlap_seconds: 60 },
  });
  const secrets = [parent.secret, child.secret, rotated.secret];

  for (const as of secrets) {
    const at = { url: gateway.url, key: as };
    const messages = [{ role: 'user', content: words }];
    for (const asked of [
      { model: 'simulator/sim-small', messages },
      { model: 'simulator/fault-500', messages },
      { model: 'simulator/sim-small', messages, temperature: 9 },
      { model: 'no-such-model', messages },
    ])
      told.push(JSON.stringify(await ask(at, asked)));
    told.push(JSON.stringify((await askStream(at, { model: 'simulator/fault-cut-4', messages })).error));
    await call('getCurrentKey', { as });
    await call('listGenerations', { as });
    await call('getUsage', { as, query: { group_by: 'key,model' } });
    await call('getKey', { as, id: child.id });
    await call('createKey', { as, body: { name: 'x', scopes: ['admin'] } });
    await call('updateKey', { as, id: 'key_none', body: { name: 'x' } });
  }
  await call('listKeys', {});
  await call('updateKey', { id: child.id, body: { name: 'another' } });
  await call('revokeKey', { id: child.id });
  await call('getCurrentKey', { as: child.secret });
  told.push(await (await fetch(`${gateway.url}/metrics`)).text());
  const whileOpen = bytesBelow(dataDirectory);
  await gateway.close();

  const sinks = {
    answers: told.join('\n'),
    log: gateway.logged.join('\n'),
    disk: whileOpen + bytesBelow(dataDirectory),
  };
  // The scan sees what it looks through.
  expect(sinks.answers).toContain(child.id);
  expect(sinks.log).toContain(child.id);
  expect(sinks.disk).toContain(child.id);
  for (const [sink, text] of Object.entries(sinks)) {
    // Also without its beginning, which may be shown.
    // Also without their beginnings, which may be shown.
    for (const part of [gateway.key, ...secrets, ...secrets.map((secret) => secret.slice(12))])
      expect([sink, text.includes(part)]).toEqual([sink, false]);
  }
  // The simulator's answers repeat what they are asked.
  expect([sinks.log.includes(words), sinks.disk.includes(words)]).toEqual([false, false]);
});
