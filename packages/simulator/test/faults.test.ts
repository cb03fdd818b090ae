import OpenAI from 'openai';
import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { askingFor, errorOf, messages } from './faulty.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { json } = askingFor(simulator);

describe('faults', () => {
  test('a header brings a fault to any model', async () => {
    const body = { model: 'sim-free', messages, stream: true };
    const answer = await rawRequest(simulator, { headers: { 'x-simulator-fault': 'cut=2' }, body });
    expect(answer.end).toBe('broken');
    expect(dataOf(answer.text)).toHaveLength(2);
  });

  test('a header brings a fault to the list of models', async () => {
    const asked = { method: 'GET', path: '/v1/models', headers: { 'x-simulator-fault': '503' } };
    expect((await rawRequest(simulator, asked)).status).toBe(503);
  });

  test('an unknown fault is refused by either way', async () => {
    expect((await json('nonsense')).status).toBe(404);
    const headers = { 'x-simulator-fault': 'nonsense' };
    const answer = await rawRequest(simulator, { headers, body: { model: 'sim-free', messages } });
    expect(errorOf(answer)).toMatchObject({ message: expect.stringContaining('slow-first-token') });
  });

  test('the official client takes a stream that ends early for whole, and throws at an error event', async () => {
    const client = new OpenAI({ baseURL: simulator.url, apiKey: 'any', maxRetries: 0, logLevel: 'off' });
    const read = async (model: string): Promise<number> => {
      let count = 0;
      const chunks = await client.chat.completions.create({
        model,
        stream: true,
        messages: [{ role: 'user', content: 'Count to 10.' }],
      });
      for await (const _ of chunks) count += 1;
      return count;
    };
    expect(await read('fault-clean-eof-3')).toBe(3);
    const { text } = await rawRequest(simulator, { body: { model: 'sim-large', messages, stream: true } });
    expect(await read('fault-done-twice')).toBe(dataOf(text).length - 1);
    await expect(read('fault-error-event-3')).rejects.toMatchObject({ code: 'server_error' });
    await expect(read('fault-malformed-3')).rejects.toBeInstanceOf(SyntaxError);
  });

  test('a fault that answers nothing charges nothing, and a lie about usage changes no price', async () => {
    simulator.reset();
    await json('503');
    await json('absurd-usage');
    await rawRequest(simulator, { body: { model: 'sim-large', messages } });
    const [lied, honest] = simulator.invoice().lines;
    expect(simulator.invoice().lines).toHaveLength(2);
    expect(lied?.picodollars).toBe(honest?.picodollars);
  });
});
