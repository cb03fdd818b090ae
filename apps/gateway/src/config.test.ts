import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaCode } from '../scripts/schema-code.ts';
import catalogSchema from './catalog/catalog.schema.json' with { type: 'json' };
import schema from './config.schema.json' with { type: 'json' };
import { ConfigError, loadConfig, readConfig } from './config.ts';

/** What the ConfigError says; anything else that is thrown passes through. */
function complaintOf(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.message;
    throw thrown;
  }
  throw new Error('Nothing was wrong.');
}

test('its schema is one, and so is the one of the catalogue', () => {
  const ajv = new Ajv2020();
  expect([schema, catalogSchema].map((one) => ajv.validateSchema(one))).toEqual([true, true]);
});

test('what checks is made of the schemas as they are; else `npm run generate` makes it anew', () => {
  for (const [file, code] of Object.entries(schemaCode()))
    expect(readFileSync(join(import.meta.dirname, 'generated/schemas', file), 'utf8')).toBe(code);
});

test('an empty configuration is all defaults', () => {
  expect(readConfig({}, 'it')).toMatchObject({ providers: {}, contract: 'report', pingMs: 15_000 });
});

test('what is given stands, and the rest of its group keeps its defaults', () => {
  const config = readConfig({ timeouts: { idleMs: 5 }, contract: 'off' }, 'it');
  expect(config.timeouts).toEqual({ ...readConfig({}, 'it').timeouts, idleMs: 5 });
  expect(config.contract).toBe('off');
});

test('a proxy that is trusted has an address', () => {
  const ranges = ['10.0.0.0/8', '::1', '10.0.0.0/33', 'localhost', '0.0.0.0/0'];
  const complaint = complaintOf(() => readConfig({ trustedProxies: ranges }, 'it'));
  for (const place of [
    /^it has 3 problems:/,
    /\/trustedProxies\/2 /,
    /\/trustedProxies\/3 /,
    /\/trustedProxies\/4 /,
  ])
    expect(complaint).toMatch(place);
});

test('every problem is named at once, each with its place', () => {
  const complaint = complaintOf(() =>
    readConfig(
      {
        providers: { 'my-vllm': { baseUrl: 'ftp://x', apiKey: '' }, Wrong: {} },
        timeouts: { idleMs: 0, idle: 5 },
        contract: 'sometimes',
        colour: 'red',
      },
      'parley.config.json',
    ),
  );
  for (const place of [
    /^parley\.config\.json has \d+ problems:/,
    /\/providers\/my-vllm\/baseUrl /,
    /\/providers\/my-vllm\/apiKey /,
    /\/providers .*/,
    /\/timeouts\/idleMs /,
    /\/timeouts must NOT have additional properties: "idle"/,
    /\/contract /,
    /additional properties: "colour"/,
  ])
    expect(complaint).toMatch(place);
});

describe('the file', () => {
  let directory: string;
  const write = (text: string) => {
    const file = join(directory, 'parley.config.json');
    writeFileSync(file, text);
    return file;
  };
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'parley-config-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test('is read from the path that was asked for', () => {
    expect(loadConfig(write('{"pingMs": 7}')).pingMs).toBe(7);
  });

  test('need not be there', () => {
    expect(loadConfig(undefined)).toEqual(readConfig({}, 'it'));
  });

  test('must be there when it was asked for', () => {
    const missing = join(directory, 'missing.json');
    expect(complaintOf(() => loadConfig(missing))).toContain(missing);
  });

  test('that is no JSON is named, and so is one that is no configuration', () => {
    expect(complaintOf(() => loadConfig(write('{"pingMs": ')))).toMatch(
      /parley\.config\.json is not valid JSON/,
    );
    expect(complaintOf(() => loadConfig(write('[]')))).toMatch(/has 1 problem:\n {2}\/ must be object/);
  });
});

test('as many connections to a provider may be open as requests may be under way, so that none waits for another', () => {
  const { upstream, limits } = readConfig({}, 'nothing');
  expect(upstream.connections).toBeGreaterThanOrEqual(limits.concurrentRequests);
  const more = readConfig({ limits: { concurrentRequests: 9_000 } }, 'nothing');
  expect(more.upstream.connections).toBe(9_000);
});
