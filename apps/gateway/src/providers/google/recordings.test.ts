// What Gemini once answered: whole, byte by byte, and cut after every event.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { google } from './index.ts';

const recordings = resolve(import.meta.dirname, '../../../../../../shared/recordings/google');
const recorded = (file: string) => readFileSync(join(recordings, file), 'utf8').trim();

// Counted in the files without this code.
type Facts = [text: number, calls: string[], prompt: number, completion: number, reasoning: number];
const weather = ['weather{"location":"San Francisco"}'];
const wholes: [name: string, facts: Facts][] = [
  ['google-text', [78, [], 9, 272, 244]],
  ['google-reasoning', [79, [], 9, 311, 282]],
  ['google-tool-call', [0, weather, 29, 908, 893]],
];
const streams: [name: string, facts: Facts][] = [
  ['google-text', [55, [], 9, 208, 185]],
  ['google-reasoning', [79, [], 9, 285, 256]],
  ['google-tool-call', [0, weather, 29, 60, 45]],
];
const factsOf = ({ text, calls, usage }: Told): unknown[] => [
  text.length,
  calls,
  usage?.prompt_tokens,
  usage?.completion_tokens,
  usage?.reasoning_tokens,
];

describe.skipIf(!existsSync(recordings))(
  'recorded answers (kept beside the repository, skipped elsewhere)',
  () => {
    test.each(wholes)('%s is read whole', (name, facts) => {
      const told = toldByWhole(google, JSON.parse(recorded(`${name}.json`)));
      expect(factsOf(told)).toEqual(facts);
      expect(told.finish).toBe(facts[1].length > 0 ? 'tool_calls' : 'stop');
      expect(told.details).toHaveLength(1);
    });

    test.each(streams)('%s is read as a stream, and never looks whole when cut', async (name, facts) => {
      const events = recorded(`${name}.chunks.txt`)
        .split('\n')
        .map((event) => `data: ${event}\n\n`);
      for (const pieceBytes of [1, 1e9]) {
        const told = await toldByStream(google, events.join(''), pieceBytes);
        expect(factsOf(told)).toEqual(facts);
        expect(told.finish).toBe(facts[1].length > 0 ? 'tool_calls' : 'stop');
        expect(told.details).toHaveLength(1);
      }
      for (let count = 0; count < events.length; count++) {
        const told = await toldByStream(google, events.slice(0, count).join(''));
        expect({ count, failure: told.failure }).toEqual({ count, failure: 'upstream_stream_interrupted' });
      }
    });
  },
);
