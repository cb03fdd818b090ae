import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ChatChunk, createClient } from '../src/index.ts';
import { event, request, streamRequest } from './support/answers.ts';
import { caught } from './support/caught.ts';
import { type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';

// Answers of real providers lie beside the repository where they may: they are not ours to publish.
const folder = join(import.meta.dirname, '../../../../shared/recordings');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

async function clientOf(answer: ScriptedAnswer) {
  const { baseUrl } = await startScriptedServer(answer);
  return createClient({ baseUrl, maxRetries: 0 });
}

describe.skipIf(!existsSync(folder))(
  "recorded answers of OpenAI's wire (skipped without ../shared/recordings)",
  () => {
    test.each(['openai/openai-text', 'deepseek/deepseek-tool-call', 'groq/groq-tool-call', 'xai/xai-text'])(
      '%s comes whole as it was recorded',
      async (name) => {
        const recorded: unknown = JSON.parse(read(`${name}.json`));
        const client = await clientOf({
          headers: { 'content-type': 'application/json' },
          body: read(`${name}.json`),
        });
        expect(await client.chat.completions.create(request)).toEqual(recorded);
      },
    );

    test.each(['openai/openai-text', 'deepseek/deepseek-tool-call', 'groq/groq-tool-call', 'xai/xai-text'])(
      '%s is put together from its chunks',
      async (name) => {
        const lines = read(`${name}.chunks.txt`).trim().split('\n');
        const recorded: ChatChunk[] = lines.map((line) => JSON.parse(line));
        const client = await clientOf({ body: [...lines, '[DONE]'].map(event) });
        const stream = await client.chat.completions.create(streamRequest);
        const chunks: ChatChunk[] = [];
        for await (const chunk of stream) chunks.push(chunk);
        expect(chunks).toEqual(recorded);

        const answer = await stream.final();
        const deltas = recorded.flatMap(({ choices }) => choices).map((choice) => choice.delta);
        const written = deltas.map(({ content }) => content ?? '').join('');
        const called = deltas
          .flatMap(({ tool_calls }) => tool_calls ?? [])
          .map((call) => call.function?.arguments ?? '');
        const message = answer.choices[0]?.message;
        expect(message?.content ?? '').toBe(written);
        expect(message?.tool_calls?.map((call) => call.function.arguments).join('') ?? '').toBe(
          called.join(''),
        );
        for (const call of message?.tool_calls ?? [])
          expect(() => JSON.parse(call.function.arguments)).not.toThrow();
        expect(answer.id).toBe(recorded[0]?.id);
        expect(answer.choices[0]?.finish_reason).toBe(message?.tool_calls ? 'tool_calls' : 'stop');
      },
    );

    test('a stream of OpenAI that is cut after any event never looks whole', async () => {
      const events = read('openai/openai-text.chunks.txt').trim().split('\n').slice(0, 40).map(event);
      for (let kept = 0; kept <= events.length; kept += 5) {
        const client = await clientOf({ body: events.slice(0, kept), end: kept % 2 === 0 ? 'whole' : 'cut' });
        const call = client.chat.completions.create(streamRequest).then((stream) => stream.final());
        expect((await caught(call)).code).toBe('stream_interrupted');
      }
    });

    test("OpenAI's error is the typed error", async () => {
      const body = read('openai/reasoning-model-legacy-parameter-error.json');
      const client = await clientOf({ status: 400, headers: { 'content-type': 'application/json' }, body });
      expect(await caught(client.chat.completions.create(request))).toMatchObject({
        status: 400,
        code: 'unsupported_parameter',
        type: 'invalid_request_error',
        param: 'max_tokens',
        retryable: false,
      });
    });
  },
);
