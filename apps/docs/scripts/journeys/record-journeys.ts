import type { Journey, ShownAnswer } from '../../src/landing/journey.ts';
import { billOf } from './bill.ts';
import { startWorld } from './start-world.ts';
import { stopsOf } from './stops.ts';
import { type Body, createTraveller } from './travel.ts';

type Plan = { id: string; label: string; body: Body; end: string };

const messages = [{ role: 'user', content: 'What is 17 * 3?' }];

const plans: Plan[] = [
  {
    id: 'answered',
    label: 'It is answered',
    body: { model: 'auto', messages, stream: true },
    end: 'A stream ends with its usage, its cost and its route, then [DONE].',
  },
  {
    id: 'fallback',
    label: 'A provider is overloaded',
    body: { model: 'anthropic/claude-sonnet-4-5', models: ['openai/gpt-5'], messages, stream: true },
    end: 'The next one answers. Both attempts stand in the answer, and the failed one costs nothing.',
  },
  {
    id: 'cut',
    label: 'A stream breaks off',
    body: { model: 'openai/gpt-5-nano', messages: [{ role: 'user', content: 'Count to 9.' }], stream: true },
    end: 'After the first token there is no way back: the caller is told, by an error and no [DONE].',
  },
  {
    id: 'refused',
    label: 'A field is wrong',
    body: { model: 'auto', messages, temperature: 3 },
    end: 'The field is named, nobody was asked, and nothing was spent.',
  },
];

/** Sends a few requests through a gateway of its own, and gives what became of them. */
export async function recordJourneys(): Promise<{ journeys: Journey[]; answer: ShownAnswer }> {
  const world = await startWorld();
  try {
    const travel = await createTraveller(world);
    const journeys: Journey[] = [];
    let answer: ShownAnswer | null = null;
    for (const { id, label, body, end } of plans) {
      const travelled = await travel(body);
      journeys.push({ id, label, request: JSON.stringify(body, null, 2), stops: stopsOf(travelled), end });
      if (id === 'fallback') answer = billOf(travelled);
    }
    if (answer === null) throw new Error('No journey ended with an answer.');
    return { journeys, answer };
  } finally {
    await world.close();
  }
}
