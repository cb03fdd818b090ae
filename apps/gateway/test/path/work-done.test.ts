// How much is done, counted: a machine that is busy changes nothing about it.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createCatalog } from '../../src/catalog/catalog.ts';
import { openJournal } from '../../src/ledger/journal.ts';
import { ask } from '../support/ask.ts';
import { chooser, model } from '../support/chooser.ts';
import { completion, goodStream } from '../support/openai-wire.ts';
import * as rawHttp from '../support/raw-http.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const events = 100;
let connections = 0;
let upstream: Server;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => {
      body += String(bytes);
    });
    request.on('end', () => {
      if (!body.includes('"stream":true')) {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(completion()));
        return;
      }
      const words = Array.from({ length: events }, (_, index) => `word ${index} `);
      response.setHeader('content-type', 'text/event-stream').end(goodStream(...words));
    });
  });
  upstream.on('connection', () => {
    connections += 1;
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const address = upstream.address();
  const port = typeof address === 'object' ? address?.port : null;
  gateway = await testGateway({
    providers: { acme: { adapter: 'openai-compatible', baseUrl: `http://127.0.0.1:${port}/v1` } },
  });
});
afterAll(async () => {
  await gateway.close();
  upstream.close();
});
beforeEach(() => {
  connections = 0;
});

test('the events of one read leave in one write', async () => {
  const body = JSON.stringify({
    ...{ model: 'acme/one', stream: true },
    messages: [{ role: 'user', content: 'Go.' }],
  });
  const answer = await rawHttp.exchange(
    Number(new URL(gateway.url).port),
    [
      'POST /v1/chat/completions HTTP/1.1',
      'host: 127.0.0.1',
      'connection: close',
      `authorization: Bearer ${gateway.key}`,
      'content-type: application/json',
      `content-length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
  );
  // Node frames each write as a chunk of its own. Some are for the beginning and the end.
  const writes = answer.match(/\r\n[0-9a-f]+\r\n(?=data: )/g) ?? [];
  expect(answer.match(/^data: \{/gm)?.length).toBeGreaterThan(events);
  expect(writes.length).toBeGreaterThan(0);
  expect(writes.length).toBeLessThan(events / 10);
});

test('requests one after the other go to the provider on one connection', async () => {
  for (let sent = 0; sent < 20; sent++) expect((await ask(gateway, { model: 'acme/one' })).status).toBe(200);
  expect(connections).toBeLessThanOrEqual(1);
});

test('entries that come together are synced to disk together', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-syncs-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const probe = await open(join(directory, 'probe'), 'w');
  const handles: { datasync(): Promise<void> } = Object.getPrototypeOf(probe);
  await probe.close();
  const { datasync } = handles;
  let syncs = 0;
  handles.datasync = function counted() {
    syncs += 1;
    return datasync.call(this);
  };
  onTestFinished(() => {
    handles.datasync = datasync;
  });
  const journal = await openJournal({ directory, segmentBytes: 1_000_000, maxBytes: 10_000_000 });
  await Promise.all(Array.from({ length: 500 }, (_, number) => journal.append({ number })));
  await journal.close();
  expect(syncs).toBeGreaterThan(0);
  expect(syncs).toBeLessThan(10);
});

test.each(['acme/model-7', 'model-7', 'acme/unheard-of'])(
  'a choice of %s looks at as many models in a catalogue of 10,000 as in one of 10',
  (name) => {
    let looks = 0;
    const watched = (id: string) =>
      new Proxy(model(id, '1'), {
        get(target, field, receiver) {
          looks += 1;
          return Reflect.get(target, field, receiver);
        },
      });
    const looksAmong = (count: number): number => {
      const models = Array.from({ length: count }, (_, index) => watched(`model-${index}`));
      const choose = chooser({ models: [{ provider: 'acme', models }] });
      looks = 0;
      choose(name);
      return looks;
    };
    // Whether anything is counted at all: to index them means to look at each.
    createCatalog([{ provider: 'acme', models: [watched('any')] }]);
    expect(looks).toBeGreaterThan(0);
    expect(looksAmong(10_000)).toBe(looksAmong(10));
  },
);
