// What real providers once answered, through the dialects' reading: whole, byte by byte, and cut after every event.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chatStream, type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { openaiCompatible } from './index.ts';

const folder = resolve(import.meta.dirname, '../../../../../../shared/recordings');
const haveRecordings = existsSync(folder);
const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();

type Facts = {
  /** Lengths of text and reasoning. */
  says: [text: number, reasoning: number];
  calls?: string[];
  sources?: number;
  /** `undefined` where the provider doesn't tell. */
  usage: [prompt: number, completion: number, cached?: number, reasoning?: number];
};

const weather = ['weather{"location": "San Francisco"}'];

// Counted in the files without this code. xAI's completion has its 228 and 290 tokens of reasoning inside here.
const wholes: [file: string, facts: Facts][] = [
  ['deepseek/deepseek-reasoning', { says: [107, 935], usage: [18, 345, 0, 315] }],
  ['deepseek/deepseek-tool-call', { says: [0, 242], calls: weather, usage: [339, 92, 320, 48] }],
  ['groq/groq-text', { says: [2953, 0], usage: [45, 607] }],
  ['groq/groq-tool-call', { says: [0, 0], calls: ['weather{}'], usage: [218, 15] }],
  ['mistral/mistral-reasoning', { says: [9, 60], usage: [10, 46] }],
  ['mistral/mistral-text', { says: [1926, 0], usage: [13, 434] }],
  ['moonshotai/moonshotai-reasoning', { says: [16, 35], usage: [20, 30, 10, 22] }],
  [
    'moonshotai/moonshotai-tool-call',
    { says: [0, 0], calls: ['get_weather{"city":"Paris"}'], usage: [30, 12] },
  ],
  ['openai/openai-text', { says: [1842, 0], usage: [16, 363, 0, 0] }],
  ['perplexity/perplexity-text', { says: [1970, 0], sources: 6, usage: [11, 392] }],
  ['xai/xai-text', { says: [5, 189], usage: [12, 229, 2, 228] }],
];

const streams: [file: string, facts: Facts][] = [
  ['deepseek/deepseek-tool-call', { says: [0, 191], calls: weather, usage: [339, 83, 320, 39] }],
  ['groq/groq-tool-call', { says: [0, 0], calls: ['weather{}'], usage: [210, 15] }],
  ['mistral/mistral-reasoning', { says: [9, 60], usage: [10, 46] }],
  ['mistral/mistral-text', { says: [38, 0], usage: [13, 8] }],
  ['openai/openai-text', { says: [1724, 0], usage: [16, 300, 0, 0] }],
  ['perplexity/perplexity-text', { says: [22, 0], sources: 5, usage: [11, 434] }],
  ['xai/xai-text', { says: [5, 20], usage: [12, 291, 11, 290] }],
];

const factsOf = ({ text, reasoning, calls, sources, finish, usage, failure }: Told) => ({
  says: [text.length, reasoning.length],
  calls,
  sources: sources.length,
  finish,
  usage: [
    usage?.prompt_tokens,
    usage?.completion_tokens,
    usage?.prompt_tokens_details?.cached_tokens,
    usage?.reasoning_tokens,
  ],
  total: usage?.total_tokens,
  failure,
});

const wanted = ({
  calls = [],
  sources = 0,
  says,
  usage: [prompt, completion, cached, reasoning],
}: Facts) => ({
  says,
  calls,
  sources,
  finish: calls.length > 0 ? 'tool_calls' : 'stop',
  usage: [prompt, completion, cached, reasoning],
  total: prompt + completion,
  failure: null,
});

describe.skipIf(!haveRecordings)('recorded answers (kept beside the repository, skipped elsewhere)', () => {
  test.each(wholes)('%s is read whole', (file, facts) => {
    const told = toldByWhole(openaiCompatible, JSON.parse(read(`${file}.json`)));
    expect(factsOf(told)).toEqual(wanted(facts));
  });

  describe.each(streams)('%s as a stream', (file, facts) => {
    const events = haveRecordings ? read(`${file}.chunks.txt`).split('\n') : [];

    test.each([1, 7, 1e9])('is read in pieces of %d bytes', async (pieceBytes) => {
      const told = await toldByStream(openaiCompatible, chatStream(events), pieceBytes);
      expect(factsOf(told)).toEqual(wanted(facts));
    });

    test('never looks whole when it is cut before its finish reason', async () => {
      const finish = events.findIndex((event) => /"finish_reason":\s*"/.test(event));
      expect(finish).toBeGreaterThan(0);
      for (let count = 0; count <= finish; count++) {
        const told = await toldByStream(openaiCompatible, chatStream(events.slice(0, count), ''));
        expect({ count, failure: told.failure, finish: told.finish }).toEqual({
          count,
          failure: 'upstream_stream_interrupted',
          finish: null,
        });
      }
    });
  });
});
