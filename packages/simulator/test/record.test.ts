import { expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';

test('a simulator that runs for long keeps nothing of what it was asked', async () => {
  const simulator = await startSimulator({ record: false });
  try {
    const answer = await fetch(`${simulator.url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'sim-small', messages: [{ role: 'user', content: 'Say hello.' }] }),
    });
    expect(answer.status).toBe(200);
    expect(simulator.requests).toEqual([]);
    expect(simulator.invoice().lines).toEqual([]);
  } finally {
    await simulator.close();
  }
});
