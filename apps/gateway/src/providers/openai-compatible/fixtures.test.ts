import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { openaiCompatible } from './index.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const source = (url: string, title: string) => ({ url, title, start_index: 0, end_index: 0 });

const answers: [name: string, told: Partial<Told>][] = [
  ['text', { text: 'Zürich – 世界 👋', finish: 'stop' }],
  [
    'tools',
    {
      reasoning: 'Two towns, two calls.',
      calls: ['weather{"city":"Oslo"}', 'weather{"city":"Rome"}'],
      callIds: ['call_1', 'call_2'],
      finish: 'tool_calls',
    },
  ],
  ['parts', { text: 'Four.', reasoning: '2 and 2: four.', finish: 'stop' }],
  [
    'citations',
    { text: 'Sunny.[1] Cold.[2]', sources: [source('https://a.test', 'A'), source('https://b.test', 'B')] },
  ],
  ['apart', { text: 'Hello', reasoning: 'One word.' }],
  ['x-groq', { calls: ['weather{}'], callIds: ['a1b2c3d4e'], finish: 'tool_calls' }],
];

const usages: { [name: string]: object } = {
  text: {
    prompt_tokens: 9,
    completion_tokens: 7,
    total_tokens: 16,
    prompt_tokens_details: { cached_tokens: 4 },
  },
  tools: {
    prompt_tokens: 80,
    completion_tokens: 40,
    reasoning_tokens: 12,
    prompt_tokens_details: { cached_tokens: 64 },
  },
  parts: { prompt_tokens: 10, completion_tokens: 12 },
  citations: { prompt_tokens: 11, completion_tokens: 9, web_searches: 1 },
  apart: { prompt_tokens: 12, completion_tokens: 22, total_tokens: 34, reasoning_tokens: 21 },
  'x-groq': { prompt_tokens: 20, completion_tokens: 15 },
};

describe.each(answers)('%s', (name, want) => {
  const told = toldByWhole(openaiCompatible, JSON.parse(fixture(`${name}.response.json`)));
  const events = fixture(`${name}.response.sse`).split(/(?<=\n\n)/);

  test('is read whole', () => {
    expect(told).toMatchObject({ ...want, usage: usages[name], failure: null });
  });

  test.each([1, 7, 1e9])('says the same as a stream, in pieces of %d bytes', async (pieceBytes) => {
    expect(await toldByStream(openaiCompatible, events.join(''), pieceBytes)).toEqual(told);
  });

  test('never looks whole when it is cut before its finish reason', async () => {
    const finish = events.findIndex((event) => event.includes('"finish_reason":"'));
    for (let count = 0; count <= finish; count++) {
      const cut = await toldByStream(openaiCompatible, events.slice(0, count).join(''));
      expect({ count, failure: cut.failure }).toEqual({ count, failure: 'upstream_stream_interrupted' });
    }
  });
});
