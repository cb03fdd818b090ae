// The coverage table as a caller meets it: what is forwarded arrives, what is ignored is named, what is rejected is a 400.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openaiCompatible } from '../../src/providers/openai-compatible/index.ts';
import { ask } from '../support/ask.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { completion, httpAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';
import { samples } from './samples.ts';

let upstream: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await faultServer({ m: ({ socket }) => socket.write(httpAnswer(completion())) });
  gateway = await testGateway({
    providers: { it: { adapter: openaiCompatible.id, baseUrl: upstream.url } },
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream[Symbol.asyncDispose]();
});

const table: { [field: string]: string } = openaiCompatible.coverage.request;
// What is sent as a stream comes back as one, and has tests of its own.
const rows = Object.entries(samples)
  .filter(([field]) => !field.startsWith('stream'))
  .map(([field, sample]) => ({ field, support: table[field] ?? 'missing', ...sample }));

test.each(rows)('$field: $support', async ({ field, support, given, beside = {} }) => {
  const before = upstream.exchanges.length;
  const { status, completion: answer, failure } = await ask(gateway, { model: 'it/m', ...beside, ...given });
  const sent = upstream.exchanges.slice(before).map(({ body }) => body);
  if (support === 'rejected') {
    expect(failure?.error).toMatchObject({ code: 'unsupported_by_model', param: field });
    expect([status, sent]).toEqual([400, []]);
    return;
  }
  expect(status).toBe(200);
  const named = answer?.metadata.ignored_parameters.includes(field);
  expect(named).toBe(support === 'ignored');
  if (support === 'forwarded') expect(sent).toEqual([expect.objectContaining(given)]);
  if (support === 'ignored') expect(sent[0]).not.toHaveProperty(field);
});
