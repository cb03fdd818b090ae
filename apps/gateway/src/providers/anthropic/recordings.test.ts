// What Anthropic once answered: whole, byte by byte, and cut after every event.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { anthropic } from './index.ts';

const folder = resolve(import.meta.dirname, '../../../../../../shared/recordings/anthropic');
const haveRecordings = existsSync(folder);
const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();
const framed = (events: readonly string[]) =>
  events.map((event) => `event: ${JSON.parse(event).type}\ndata: ${event}\n\n`).join('');

type Facts = {
  /** Lengths of text and reasoning. */
  says: [text: number, reasoning: number];
  finish: string;
  calls?: string[];
  sources?: number;
  usage: [prompt: number, completion: number, reasoning?: number, searches?: number];
};

// Counted in the files without this code.
const wholes: [file: string, facts: Facts][] = [
  ['anthropic-claude-opus-5-reasoning-high.1', { says: [2644, 352], finish: 'stop', usage: [51, 1699, 139] }],
  ['anthropic-json-output-format.1', { says: [2005, 0], finish: 'stop', usage: [371, 629] }],
  ['anthropic-refusal', { says: [0, 0], finish: 'content_filter', usage: [18, 5] }],
  ['anthropic-text', { says: [105, 0], finish: 'stop', usage: [12, 29] }],
  [
    'anthropic-tool-no-args',
    { says: [255, 0], finish: 'tool_calls', calls: ['updateIssueList{}'], usage: [602, 93] },
  ],
];

const streams: [file: string, facts: Facts][] = [
  ['anthropic-clear-thinking.1', { says: [13, 75], finish: 'stop', usage: [69, 53] }],
  ['anthropic-json-output-format.1', { says: [1267, 0], finish: 'stop', usage: [313, 305] }],
  ['anthropic-text', { says: [108, 0], finish: 'stop', usage: [12, 30] }],
  [
    'anthropic-tool-no-args',
    { says: [35, 0], finish: 'tool_calls', calls: ['updateIssueList{}'], usage: [565, 48] },
  ],
  [
    'anthropic-web-search-tool.1',
    { says: [2402, 0], finish: 'stop', sources: 14, usage: [15_665, 795, undefined, 1] },
  ],
];

const factsOf = ({ text, reasoning, calls, sources, finish, usage, failure }: Told) => ({
  says: [text.length, reasoning.length],
  finish,
  calls,
  sources: sources.length,
  usage: [usage?.prompt_tokens, usage?.completion_tokens, usage?.reasoning_tokens, usage?.web_searches],
  failure,
});

const wanted = ({
  says,
  finish,
  calls = [],
  sources = 0,
  usage: [prompt, completion, reasoning, searches],
}: Facts) => ({
  says,
  finish,
  calls,
  sources,
  usage: [prompt, completion, reasoning, searches],
  failure: null,
});

describe.skipIf(!haveRecordings)('recorded answers (kept beside the repository, skipped elsewhere)', () => {
  test.each(wholes)('%s is read whole', (file, facts) => {
    expect(factsOf(toldByWhole(anthropic, JSON.parse(read(`${file}.json`))))).toEqual(wanted(facts));
  });

  describe.each(streams)('%s as a stream', (file, facts) => {
    const events = haveRecordings ? read(`${file}.chunks.txt`).split('\n') : [];

    test.each([1, 7, 1e9])('is read in pieces of %d bytes', async (pieceBytes) => {
      expect(factsOf(await toldByStream(anthropic, framed(events), pieceBytes))).toEqual(wanted(facts));
    });

    test('never looks whole when it was cut', async () => {
      for (let count = 0; count < events.length; count++) {
        const told = await toldByStream(anthropic, framed(events.slice(0, count)));
        expect({ count, failure: told.failure, finish: told.finish }).toEqual({
          count,
          failure: 'upstream_stream_interrupted',
          finish: null,
        });
      }
    });
  });

  test('a citation covers the words that it is the source of', async () => {
    const events = read('anthropic-web-search-tool.1.chunks.txt').split('\n');
    const { text, sources } = await toldByStream(anthropic, framed(events));
    const [first] = sources;
    expect(text.slice(first?.start_index, first?.end_index)).toMatch(
      /^Apple today announced .* at 10 a\.m\. JST\.$/,
    );
    expect(first?.url).toBe(
      'https://www.apple.com/newsroom/2025/09/the-all-new-apple-ginza-opens-this-friday-september-26-in-tokyo/',
    );
  });
});
