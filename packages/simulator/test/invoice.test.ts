import { afterAll, describe, expect, test } from 'vitest';
import { models, startSimulator } from '../src/index.ts';
import { chatWith } from './chat.ts';
import { rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { ask } = chatWith(simulator);

describe('the invoice', () => {
  test('is what the prices make of the usage, to the picodollar', async () => {
    simulator.reset();
    const { usage } = await ask({ content: 'word '.repeat(1500), prompt_cache_key: 'a' });
    const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
    const picodollars =
      (usage.prompt_tokens - cached) * 2_530_000 + cached * 610_000 + usage.completion_tokens * 10_090_000;
    expect(simulator.invoice().totalPicodollars).toBe(BigInt(picodollars));
    expect(Number(simulator.invoice().totalUsd) * 1e12).toBeCloseTo(picodollars, 0);
  });

  test('counts a price per request, and nothing for the free model', async () => {
    simulator.reset();
    const { usage } = await ask({ model: 'sim-search' });
    await ask({ model: 'sim-free' });
    const [search, free] = simulator.invoice().lines;
    expect(search?.picodollars).toBe(
      BigInt(usage.prompt_tokens * 3_070_000 + usage.completion_tokens * 12_110_000) + 25_700_000_000n,
    );
    expect(free).toMatchObject({ model: 'sim-free', picodollars: 0n, usd: '0' });
  });

  test('adds up the tokens of a stream to the same sum as those of a body', async () => {
    for (const { id } of models) {
      simulator.reset();
      const messages = [{ role: 'user', content: 'Why is the sky blue?' }];
      await rawRequest(simulator, { body: { model: id, messages } });
      await rawRequest(simulator, { body: { model: id, messages, stream: true } });
      const [whole, streamed] = simulator.invoice().lines;
      expect(streamed).toEqual({ ...whole, request: 1 });
    }
  });
});
