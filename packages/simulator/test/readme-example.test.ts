import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';

test('my app gives up after three tries', async () => {
  const simulator = await startSimulator();
  const client = new OpenAI({ baseURL: simulator.url, apiKey: 'any', maxRetries: 2 });

  const failed = client.chat.completions.create({
    model: 'fault-503',
    messages: [{ role: 'user', content: 'Hello!' }],
  });

  await expect(failed).rejects.toMatchObject({ status: 503 });
  expect(simulator.requests).toHaveLength(3);
  expect(simulator.invoice().totalUsd).toBe('0');
  await simulator.close();
});
