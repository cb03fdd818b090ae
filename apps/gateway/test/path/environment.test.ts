import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatewayProcess } from '../support/gateway-process.ts';

let dataDirectory: string;
beforeAll(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'parley-environment-'));
});
afterAll(() => rmSync(dataDirectory, { recursive: true }));

test('a variable that is set to nothing is not set, and nobody else is let in', async () => {
  const environment = { HOST: '', PARLEY_LOG_LEVEL: '', DATABASE_URL: '', REDIS_URL: '' };
  await using gateway = await gatewayProcess({ config: {}, dataDirectory, environment });
  expect(gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
});
