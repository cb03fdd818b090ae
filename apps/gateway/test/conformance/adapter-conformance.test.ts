// One suite for every adapter: its answers are read whole, in pieces and cut, and its coverage table is what it does.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogModel } from '../../src/catalog/model.ts';
import { uncataloguedModel } from '../../src/catalog/model.ts';
import type { Adapter } from '../../src/providers/adapter.ts';
import { adapters } from '../../src/providers/index.ts';
import { callOf, reasoningModel, toldByStream, toldByWhole } from '../support/told-by-adapter.ts';
import { samples } from './samples.ts';

const providers = join(import.meta.dirname, '../../src/providers');

/** Adapters that speak another one's wire: its fixtures are theirs. All others that have none speak OpenAI's chat. */
const wires: { [id: string]: string } = { vertex: 'google', 'vertex-anthropic': 'anthropic' };

/** What one request can't show of a translated field. */
const unseen: { [place: string]: string } = {
  stream_options: 'usage is asked for in every stream, whatever stands there',
  'perplexity.web_search': 'it searches for every answer',
  'openai-responses.include_reasoning':
    'false leaves the reasoning out of the answer; true asks for a summary',
};

/** Cases that this suite can't tell. */
const untold: { [name: string]: string } = {
  'two-choices': 'it tells of the first choice only; google.test.ts of both',
};

const folders = readdirSync(providers, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('/fixtures'),
);
const fixturesOf = ({ id }: Adapter): string => {
  const wire = wires[id] ?? id;
  return join(providers, folders.includes(`${wire}/fixtures`) ? wire : 'openai-compatible', 'fixtures');
};

const casesOf = (adapter: Adapter) => {
  const folder = fixturesOf(adapter);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.response.json') && !((file.split('.')[0] ?? '') in untold))
    .map((file) => {
      const name = file.replace('.response.json', '');
      const stream = readdirSync(folder).find(
        (other) => other.startsWith(`${name}.response.`) && other !== file,
      );
      if (stream === undefined) throw new Error(`${folder}/${name} has no stream`);
      return {
        name,
        whole: JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown,
        stream: readFileSync(join(folder, stream)),
      };
    });
};

describe.each(Object.values(adapters).map((adapter) => [adapter.id, adapter] as const))(
  '%s',
  (_id, adapter) => {
    describe.each(casesOf(adapter))('$name', ({ whole, stream }) => {
      const said = toldByWhole(adapter, whole);
      const gist = ({ text, reasoning, calls, finish, usage, failure }: typeof said) => ({
        text,
        reasoning,
        calls,
        finish,
        usage,
        failure,
      });

      test('is read', () => {
        expect(said.failure).toBeNull();
        expect(said.finish).not.toBeNull();
        const { usage } = said;
        if (usage !== null) expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
      });

      test.each([Number.POSITIVE_INFINITY, 64, 1])(
        'says the same as a stream, %d bytes at a time',
        async (pieceBytes) => {
          expect(gist(await toldByStream(adapter, stream, pieceBytes))).toEqual(gist(said));
        },
      );

      test('never looks whole when it was cut', async () => {
        const step = Math.max(1, Math.floor(stream.length / 150));
        for (let length = 0; length < stream.length; length += step) {
          const cut = await toldByStream(adapter, stream.subarray(0, length));
          // After the finish reason nothing of the answer is missing but its usage.
          if (cut.failure === null)
            expect({ ...gist(cut), usage: null }).toEqual({ ...gist(said), usage: null });
        }
      });
    });

    describe('failures', () => {
      const statuses: [status: number, code: string][] = [
        [401, 'upstream_auth_failed'],
        [403, 'upstream_auth_failed'],
        [429, 'upstream_rate_limited'],
        [500, 'upstream_error'],
        [503, 'upstream_overloaded'],
        [529, 'upstream_overloaded'],
      ];
      test.each(statuses)('%d is %s, whatever the body', (status, code) => {
        for (const body of [
          undefined,
          null,
          'text',
          [],
          {},
          { error: 'canary' },
          { error: { message: 'canary' } },
          { message: 'canary' },
        ]) {
          const { cause: _kept, ...failure } = adapter.error(status, {}, body);
          expect(failure).toMatchObject({ code, status });
          expect(JSON.stringify(failure)).not.toContain('canary');
        }
      });

      test('what is no answer is none', () => {
        for (const body of [undefined, null, 'text', 7, []]) {
          expect(adapter.response(body, callOf())).toMatchObject({ ok: false });
        }
      });
    });

    describe('the coverage table', () => {
      const models: CatalogModel[] = [
        uncataloguedModel('some-model'),
        reasoningModel('some-model'),
        { ...reasoningModel('some-model', { budget: false, mandatory: true }), output: ['text', 'image'] },
      ];
      const wireOf = (given: object, model: CatalogModel) => {
        const { body, path, ignored = [] } = adapter.request(callOf(given, model));
        return {
          sent: JSON.stringify({ body, path }),
          body: JSON.parse(JSON.stringify(body)) as { [field: string]: unknown },
          ignored,
        };
      };
      const rows = Object.entries(samples).map(([field, sample]) => {
        const table: { [field: string]: string } = adapter.coverage.request;
        return { field, ...sample, support: table[field] ?? 'missing' };
      });

      test.each(rows)('$field: $support', ({ field, given, beside = {}, support }) => {
        const seen = models.map((model) => {
          const [without, with_] = [wireOf(beside, model), wireOf({ ...beside, ...given }, model)];
          const value = Object.entries(given)[0]?.[1];
          return {
            differs: without.sent !== with_.sent,
            arrives: JSON.stringify(with_.body[field]) === JSON.stringify(value),
            isNamed: with_.ignored.some((name) => name === field || name.startsWith(`${field}.`)),
          };
        });
        switch (support) {
          case 'forwarded':
            expect(seen.some(({ arrives }) => arrives)).toBe(true);
            expect(seen.every(({ arrives, isNamed }) => arrives || isNamed)).toBe(true);
            break;
          case 'translated':
            if (field in unseen || `${adapter.id}.${field}` in unseen) break;
            expect(seen.some(({ differs, isNamed }) => differs || isNamed)).toBe(true);
            break;
          case 'ignored':
            expect(seen.some(({ differs }) => differs)).toBe(false);
            break;
          default:
            // What is emulated may be done after the answer, and what is rejected never gets here.
            expect(['emulated', 'rejected']).toContain(support);
        }
      });
    });
  },
);
