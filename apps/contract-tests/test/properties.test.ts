// What the contract allows is served, and what it forbids is refused, whatever it is.
import type { ChatCompletionRequest, ErrorResponse } from '@parley/types';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { arbitraryOf } from './arbitraries/arbitrary-of.ts';
import { chatRequests } from './arbitraries/chat-requests.ts';
import type { Fault } from './mutants/fault.ts';
import { leadsTo, pathOf } from './mutants/param.ts';
import { ruleFaults } from './mutants/rule-faults.ts';
import { schemaFaults } from './mutants/schema-faults.ts';
import { fits } from './schema/fits.ts';
import { schemaNamed, schemaNames } from './schema/schema.ts';
import { fuzzRuns, fuzzTimeoutMs } from './support/fuzz-runs.ts';
import { apiKey, startTestGateway } from './support/start-gateway.ts';
import { isStream, startUpstream } from './support/start-upstream.ts';

const answered = { role: 'assistant', content: 'Yes.' };
const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const head = { id: 'chatcmpl-1', created: 1_767_225_600, model: 'any' };
const upstream = await startUpstream((request, response) => {
  const event = (choices: object[], more: object = {}) =>
    `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
  if (isStream(request)) {
    response.setHeader('content-type', 'text/event-stream');
    const choice = { index: 0, delta: answered, finish_reason: 'stop' };
    response.end(`${event([choice])}${event([], { usage })}data: [DONE]\n\n`);
  } else {
    const choices = [{ index: 0, message: answered, finish_reason: 'stop' }];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...head, object: 'chat.completion', choices, usage }));
  }
});
// A plain server: OpenAI's own provider would take some requests to its other wire.
const gateway = await startTestGateway({
  providers: { plain: { adapter: 'openai-compatible', baseUrl: upstream.baseUrl } },
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

const requests = chatRequests('plain');
const anyIndex = fc.noBias(fc.nat());

async function post(body: unknown): Promise<{ status: number; text: string }> {
  const response = await fetch(`${gateway.baseURL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe('generated values', () => {
  test.each(schemaNames)('fit the schema they were made for: %s', { timeout: fuzzTimeoutMs }, (name) => {
    fc.assert(
      fc.property(arbitraryOf(schemaNamed(name)), (value) => fits(name, value)),
      fuzzRuns(50),
    );
  });

  test('cannot be made for a schema with a keyword that is new here', () => {
    expect(() => arbitraryOf({ ...schemaNamed('Usage'), patternProperties: {} } as object)).toThrow(
      'patternProperties',
    );
  });

  test('are requests of every kind', { timeout: fuzzTimeoutMs }, () => {
    const text = JSON.stringify(fc.sample(requests, fuzzRuns(300)));
    const kinds = ['system', 'developer', 'user', 'assistant', 'tool']
      .map((role) => `"role":"${role}"`)
      .concat(['text', 'image_url', 'input_audio', 'file', 'refusal'].map((type) => `"type":"${type}"`))
      .concat(['allowed_tools', 'web_search', 'json_schema'].map((type) => `"type":"${type}"`));
    expect(kinds.filter((kind) => !text.includes(kind))).toEqual([]);
  });
});

describe('a request in which nothing is wrong', () => {
  test('is never refused', { timeout: fuzzTimeoutMs }, async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const { status, text } = await post(request);
        expect({ status, text }).toEqual({ status: 200, text: expect.any(String) });
        if (request.stream) expect(text).toMatch(/"metadata".*\n\ndata: \[DONE\]\n\n$/);
      }),
      fuzzRuns(300),
    );
  });
});

describe('a request in which one thing is wrong', () => {
  const codes = [
    'missing_required_parameter',
    'invalid_parameter',
    'conflicting_parameters',
    'unsupported_parameter',
  ];
  const allKinds = new Set<string>();
  const triedKinds = new Set<string>();

  /** One of the faults that the judge holds for one. Kinds are equally likely, however many places each has. */
  function choose(request: ChatCompletionRequest, kindIndex: number, placeIndex: number): Fault {
    const faults = [...schemaFaults('ChatCompletionRequest', request), ...ruleFaults(request)];
    const byKind = Map.groupBy(faults, ({ kind }) => kind);
    const kinds = [...byKind.values()];
    for (const kind of byKind.keys()) allKinds.add(kind);
    const inOrder = rotated(kinds, kindIndex).flatMap((some) => rotated(some, placeIndex));
    const chosen = inOrder.find(
      ({ kind, mutant }) => /^R\d/.test(kind) || !fits('ChatCompletionRequest', mutant()),
    );
    if (chosen === undefined) throw new Error('Nothing can be wrong with this request.');
    triedKinds.add(chosen.kind);
    return chosen;
  }

  test('is always refused, with the place of the fault in param', { timeout: fuzzTimeoutMs }, async () => {
    await fc.assert(
      fc.asyncProperty(requests, anyIndex, anyIndex, async (request, kindIndex, placeIndex) => {
        const { kind, path, mutant } = choose(request, kindIndex, placeIndex);
        const { status, text } = await post(mutant());
        expect({ kind, path, status, text }).toMatchObject({ status: 400 });
        const { error }: ErrorResponse = JSON.parse(text);
        const isSaid = path.length === 0 ? error.param === null : error.param !== null;
        const isThere = leadsTo(pathOf(error.param), path);
        expect({ kind, path, error, isSaid, isThere }).toMatchObject({ isSaid: true, isThere: true });
        expect(codes).toContain(error.code);
      }),
      fuzzRuns(300),
    );
  });

  test.each([[null], [[]], ['text'], [7], [true]])(
    'is refused without a param when it is %j',
    async (body) => {
      const { status, text } = await post(body);
      expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 400, error: { param: null } });
    },
  );

  test('was wrong in every way there is', () => {
    expect([...allKinds].filter((kind) => !triedKinds.has(kind))).toEqual([]);
    expect([...triedKinds]).toEqual(expect.arrayContaining(['R1', 'R2', 'R3', 'R4', 'R5']));
  });
});

const rotated = <T>(items: readonly T[], by: number): T[] => {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
};
