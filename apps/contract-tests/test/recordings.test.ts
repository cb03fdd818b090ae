// What real providers once answered, served by a real server and read with the official client.
import type { ServerResponse } from 'node:http';
import OpenAI, { APIError, BadRequestError } from 'openai';
import { describe, expect, onTestFinished, test } from 'vitest';
import { recordedWires } from './support/recorded-wires.ts';
import { haveRecordings, type Recording, recordedError, recordingsOf } from './support/recordings.ts';
import { apiKey, startTestGateway } from './support/start-gateway.ts';
import { startUpstream } from './support/start-upstream.ts';
import { toldByChunks, toldByCompletion } from './support/told.ts';

const messages = [{ role: 'user' as const, content: 'Invent a new holiday and describe its traditions.' }];

/** A client of a gateway whose one provider answers so. */
async function clientOf(provider: string, answer: Parameters<typeof startUpstream>[0]): Promise<OpenAI> {
  const upstream = await startUpstream(answer);
  const gateway = await startTestGateway({
    providers: { [provider]: { apiKey: 'x', baseUrl: upstream.baseUrl } },
  });
  onTestFinished(async () => {
    await gateway.close();
    await upstream.close();
  });
  return new OpenAI({ baseURL: gateway.baseURL, apiKey, maxRetries: 0 });
}

function write(response: ServerResponse, sent: string | Buffer, pieceBytes: number): void {
  const bytes = Buffer.from(sent);
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    response.write(bytes.subarray(start, start + pieceBytes));
  }
  response.end();
}

async function readAll(client: OpenAI, model: string): Promise<OpenAI.ChatCompletionChunk[]> {
  const chunks = [];
  for await (const chunk of await client.chat.completions.create({ model, messages, stream: true })) {
    chunks.push(chunk);
  }
  return chunks;
}

/** Positions after which a stream is cut: the first, the last, and some spread between. */
function cutsOf(length: number): number[] {
  const spread = Array.from({ length: 40 }, (_, index) => Math.floor((index * length) / 40));
  const ends = [0, 1, 2, 3, 4].flatMap((index) => [index, length - index]);
  return [...new Set([...spread, ...ends])].filter((position) => position >= 0 && position <= length);
}

describe.skipIf(!haveRecordings)('recorded answers (kept beside the repository, skipped elsewhere)', () => {
  describe.each(recordedWires)('of $provider', ({ provider, ...wire }) => {
    const recordings = recordingsOf(wire.folder ?? provider);
    const streamType = wire.contentType ?? 'text/event-stream';
    const wholes = recordings.filter((one): one is Recording & { whole: string } => one.whole !== null);
    const streams = recordings.filter((one): one is Recording & { events: string[] } => one.events !== null);

    describe.each([
      ['in one piece', 1e6],
      ['byte by byte', 1],
    ])('%s', (_pieces, pieceBytes) => {
      test.each(wholes)('$name comes through whole', async ({ whole }) => {
        const client = await clientOf(provider, (_request, response) => {
          response.setHeader('content-type', 'application/json');
          write(response, whole, pieceBytes);
        });
        const answer = await client.chat.completions.create({ model: `${provider}/recorded`, messages });
        expect(toldByCompletion(answer)).toEqual(wire.toldByWhole(whole));
      });

      test.each(streams)('$name comes through as a stream', async ({ events }) => {
        const client = await clientOf(provider, (request, response) => {
          expect(wire.isStream(request)).toBe(true);
          response.setHeader('content-type', streamType);
          write(
            response,
            Buffer.concat([Buffer.from(wire.frame(events)), Buffer.from(wire.end)]),
            pieceBytes,
          );
        });
        const told = toldByChunks(await readAll(client, `${provider}/recorded`));
        expect(told).toEqual(wire.toldByEvents(events));
        expect(told.finishReason).not.toBeNull();
      });
    });

    test.each(streams)('$name never looks whole when it was cut', async ({ events }) => {
      // The model's name says how many events to send, and how to end: `cut-12-broken`.
      const client = await clientOf(provider, (request, response) => {
        const [, count, manner] = /cut-(\d+)-(\w+)/.exec(JSON.stringify(request)) ?? [];
        response.setHeader('content-type', streamType);
        response.flushHeaders();
        response.write(wire.frame(events.slice(0, Number(count))), () => {
          if (manner === 'broken') response.destroy();
          else response.end();
        });
      });
      const outcomes = cutsOf(events.length).flatMap((position) =>
        (['broken', 'polite'] as const).map(async (manner) => {
          const sent = wire.toldByEvents(events.slice(0, position));
          const looksWhole = await readAll(client, `${provider}/cut-${position}-${manner}`).then(
            () => true,
            (error: unknown) => {
              expect(error).toBeInstanceOf(APIError);
              return false;
            },
          );
          // All of the answer has come with its finish reason; what breaks after that takes nothing from it.
          return { position, manner, looksWhole, isWhole: sent.finishReason !== null };
        }),
      );
      const all = await Promise.all(outcomes);
      expect(new Set(all.map(({ isWhole }) => isWhole))).toEqual(new Set([true, false]));
      for (const { looksWhole, isWhole, ...cut } of all) {
        expect({ ...cut, looksWhole }).toEqual({ ...cut, looksWhole: isWhole });
      }
    });
  });

  test('the refusal of a parameter is a 400 that names it', async () => {
    const client = await clientOf('openai', (_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(recordedError('openai', 'reasoning-model-legacy-parameter-error'));
    });
    const failed = client.chat.completions.create({ model: 'openai/o4-mini', messages, max_tokens: 10 });
    await expect(failed).rejects.toBeInstanceOf(BadRequestError);
    await expect(failed).rejects.toMatchObject({ param: 'max_tokens', code: 'upstream_invalid_request' });
  });
});
