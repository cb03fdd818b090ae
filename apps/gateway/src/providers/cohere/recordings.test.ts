// What Cohere once answered, through the adapter: whole, byte by byte, and cut after every event.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { cohere } from './index.ts';

const folder = resolve(import.meta.dirname, '../../../../../../shared/recordings/cohere');
const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();

const factsOf = ({ text, finish, usage, failure }: Told) => ({ text, finish, usage, failure });
const facts = {
  text: 'The capital of France is Paris.',
  finish: 'stop',
  usage: {
    prompt_tokens: 507,
    completion_tokens: 10,
    total_tokens: 517,
    prompt_tokens_details: { cached_tokens: 448 },
    billed_prompt_tokens: 12,
    billed_completion_tokens: 7,
  },
  failure: null,
};

describe.skipIf(!existsSync(folder))(
  'recorded answers (kept beside the repository, skipped elsewhere)',
  () => {
    const events = existsSync(folder)
      ? read('cohere-text.chunks.txt')
          .split('\n')
          .map((line) => `event: ${JSON.parse(line).type}\ndata: ${line}\n\n`)
      : [];

    test('the whole one is read', () => {
      expect(factsOf(toldByWhole(cohere, JSON.parse(read('cohere-text.json'))))).toEqual(facts);
    });

    test.each([1, 7, 1e9])('the stream is read in pieces of %d bytes', async (pieceBytes) => {
      expect(factsOf(await toldByStream(cohere, events.join(''), pieceBytes))).toEqual(facts);
    });

    test('the stream never looks whole when it is cut', async () => {
      for (let count = 0; count < events.length; count++) {
        const told = await toldByStream(cohere, events.slice(0, count).join(''));
        expect({ count, failure: told.failure, finish: told.finish }).toEqual({
          count,
          failure: 'upstream_stream_interrupted',
          finish: null,
        });
      }
    });
  },
);
