// What Bedrock once answered, through the adapter: whole, byte by byte, and cut after every event.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import { describe, expect, test } from 'vitest';
import { type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { bedrock } from './index.ts';

const folder = resolve(import.meta.dirname, '../../../../../../shared/recordings/amazon-bedrock');
const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();
const codec = new EventStreamCodec(toUtf8, fromUtf8);

/** A recorded line is the event's name and its body; on the wire the name is a header. */
function frame(line: string): Buffer {
  const [[type, body] = ['', {}]] = Object.entries(JSON.parse(line));
  const headers = {
    ':event-type': { type: 'string', value: type },
    ':content-type': { type: 'string', value: 'application/json' },
    ':message-type': { type: 'string', value: 'event' },
  } as const;
  return Buffer.from(codec.encode({ headers, body: fromUtf8(JSON.stringify(body)) }));
}

const factsOf = ({ text, finish, usage, failure }: Told) => ({
  characters: text.length,
  end: text.slice(-28),
  finish,
  tokens: [usage?.prompt_tokens, usage?.completion_tokens, usage?.total_tokens],
  failure,
});
describe.skipIf(!existsSync(folder))(
  'recorded answers (kept beside the repository, skipped elsewhere)',
  () => {
    const frames = existsSync(folder) ? read('amazon-bedrock-text.chunks.txt').split('\n').map(frame) : [];

    test('the whole one is read', () => {
      expect(factsOf(toldByWhole(bedrock, JSON.parse(read('amazon-bedrock-text.json'))))).toEqual({
        characters: 110,
        end: ' **3** "r"s in "strawberry."',
        finish: 'stop',
        tokens: [22, 57, 79],
        failure: null,
      });
    });

    test.each([1, 7, 1e9])('the stream is read in pieces of %d bytes', async (pieceBytes) => {
      expect(factsOf(await toldByStream(bedrock, Buffer.concat(frames), pieceBytes))).toEqual({
        characters: 109,
        end: `e **3** r's in "strawberry."`,
        finish: 'stop',
        tokens: [22, 55, 77],
        failure: null,
      });
    });

    test('the stream never looks whole when it is cut before its stop', async () => {
      const stop = frames.length - 2;
      for (let count = 0; count <= stop; count++) {
        const told = await toldByStream(bedrock, Buffer.concat(frames.slice(0, count)));
        expect({ count, failure: told.failure, finish: told.finish }).toEqual({
          count,
          failure: 'upstream_stream_interrupted',
          finish: null,
        });
      }
    });
  },
);
