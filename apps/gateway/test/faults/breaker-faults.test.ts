// What failures mean for the requests that come after them.
import { describe, expect, test } from 'vitest';
import { ask, askStream, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { goodStream, streamAnswer } from '../support/openai-wire.ts';
import { scriptedProviders, sound, withFallback } from './scripted-providers.ts';
import { refusal } from './upstream-fault-row.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const { does, start, asked, metrics } = scriptedProviders();

describe('U14 a target that fails', () => {
  test('is passed over after failures in a row, until one call shows that it works', async () => {
    const gateway = await start({ breaker: { failuresInARow: 2, openMs: 600 } });
    does['first'] = refusal(500);
    for (let count = 0; count < 4; count++) {
      expect((await (count % 2 ? askStream : ask)(gateway, withFallback)).status).toBe(200);
    }
    expect(asked()).toEqual(['first/m', 'second/m', 'first/m', 'second/m', 'second/m', 'second/m']);
    expect(await metrics()).toContain('parley_circuit_breakers_open{model="first/m"} 1');
    does['first'] = sound;
    await pause(610);
    await ask(gateway, withFallback);
    await ask(gateway, withFallback);
    expect(asked()).toEqual(['first/m', 'first/m']);
    expect(await metrics()).toContain('parley_circuit_breakers_open{model="first/m"} 0');
  });

  test('gets one caller at a time for its trial', async () => {
    const gateway = await start({ breaker: { failuresInARow: 1, openMs: 1_000 } });
    does['first'] = refusal(500);
    await ask(gateway, withFallback);
    await pause(1_010);
    asked();
    const [arrived, held] = [deferred(), deferred()];
    does['first'] = async (exchange) => {
      arrived.resolve();
      await held.promise;
      sound(exchange);
    };
    const trial = ask(gateway, withFallback);
    await arrived.promise;
    await Promise.all(Array.from({ length: 4 }, () => ask(gateway, withFallback)));
    held.resolve();
    expect((await trial).completion?.metadata.used_provider).toBe('first');
    expect(asked()).toEqual(['first/m', ...Array.from({ length: 4 }, () => 'second/m')]);
  });

  test('is asked all the same when there is nobody else: what we believe of it refuses nobody', async () => {
    const gateway = await start({ breaker: { failuresInARow: 1, openMs: 60_000 } });
    does['first'] = refusal(503);
    expect((await ask(gateway, { model: 'first/m' })).status).toBe(503);
    does['first'] = sound;
    const { completion: one } = await ask(gateway, { model: 'first/m' });
    expect(one?.metadata.routing).toMatchObject([{ provider: 'first', succeeded: true }]);
    await ask(gateway, withFallback);
    expect(asked().at(-1)).toBe('first/m');
  });

  test('after its first token counts too', async () => {
    const gateway = await start({ breaker: { failuresInARow: 1 } });
    does['first'] = ({ socket }) => socket.end(streamAnswer(goodStream('Hello')).slice(0, 500));
    const streamed = await askStream(gateway, withFallback);
    expect(streamed.error?.error.code).toBe('upstream_stream_interrupted');
    does['first'] = sound;
    asked();
    await askStream(gateway, withFallback);
    expect(asked()).toEqual(['second/m']);
  });

  test('does not when the request was at fault, or was given up', async () => {
    const gateway = await start({ breaker: { failuresInARow: 1 } });
    does['first'] = refusal(400, { code: 'context_length_exceeded' });
    expect((await ask(gateway, withFallback)).status).toBe(400);
    const arrived = deferred();
    does['first'] = () => arrived.resolve();
    const abort = new AbortController();
    const headers = { 'x-request-id': 'gives-up' };
    const sent = send(gateway, withFallback, { signal: abort.signal, headers });
    await arrived.promise;
    abort.abort();
    await expect(sent).rejects.toThrow();
    await gateway.recordOf('gives-up');
    does['first'] = sound;
    asked();
    await ask(gateway, withFallback);
    expect(asked()).toEqual(['first/m']);
  });

  test('is tried elsewhere as long as there is a budget for it, and told at once after', async () => {
    const gateway = await start({ retryBudget: { share: 0, floor: 2 } });
    does['first'] = refusal(500);
    const answers = [];
    for (let count = 0; count < 3; count++) answers.push(await ask(gateway, withFallback));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 502]);
    const refused = answers.at(-1);
    expect(refused?.failure).toMatchObject({
      error: { code: 'upstream_error' },
      metadata: { routing: [{ provider: 'first', status_code: 500 }] },
    });
    expect(asked()).toHaveLength(5);
    await gateway.lineWith('retry budget exhausted', refused?.requestId ?? '');
    expect(await metrics()).toContain('parley_retry_budget_exhausted_total 1');
  });
});

test('x-no-fallback asks the one that was named, and nobody else', async () => {
  const gateway = await start();
  does['first'] = refusal(500);
  const headers = { 'x-no-fallback': 'true' };
  expect((await ask(gateway, withFallback, headers)).status).toBe(502);
  does['first'] = ({ socket }) => socket.resetAndDestroy();
  expect((await ask(gateway, withFallback, headers)).failure?.metadata?.routing).toHaveLength(2);
  expect(asked()).toEqual(['first/m', 'first/m', 'first/m']);
});

test('every call of a provider is counted by what became of it', async () => {
  const gateway = await start();
  does['first'] = refusal(529);
  await ask(gateway, withFallback);
  const told = await metrics();
  expect(told).toContain('parley_attempts_total{provider="first",code="upstream_overloaded"} 1');
  expect(told).toContain('parley_attempts_total{provider="second",code="none"} 1');
});
