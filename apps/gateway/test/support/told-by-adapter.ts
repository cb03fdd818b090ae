import { Readable } from 'node:stream';
import type { Annotation, FinishReason, ReasoningDetail, Usage } from '@parley/types';
import { type CatalogModel, uncataloguedModel } from '../../src/catalog/model.ts';
import type { Adapter, AdapterCall } from '../../src/providers/adapter.ts';
import { ChunkWriter } from '../../src/providers/chunk-writer.ts';
import type { Failure } from '../../src/providers/failure.ts';
import { readStream } from '../../src/providers/read-stream.ts';
import { isCounted, type ReportedUsage } from '../../src/providers/reported-usage.ts';

type Counted = ReportedUsage & Usage;

/** What an answer says, however it came. */
export type Told = {
  text: string;
  reasoning: string;
  details: ReasoningDetail[];
  /** Name and arguments of each call. */
  calls: string[];
  callIds: string[];
  sources: Annotation['url_citation'][];
  refusal: string;
  finish: FinishReason | null;
  usage: Counted | null;
  /** Why there is no whole answer. */
  failure: Failure['code'] | null;
};

const nothing = (): Told => ({
  text: '',
  reasoning: '',
  details: [],
  calls: [],
  callIds: [],
  sources: [],
  refusal: '',
  finish: null,
  usage: null,
  failure: null,
});

/** A call of an adapter for a request that is of no account. */
export const callOf = (
  request: Partial<AdapterCall['request']> = {},
  model: CatalogModel = uncataloguedModel('some-model'),
): AdapterCall => ({
  request: { model: model.id, messages: [{ role: 'user', content: 'Hello' }], ...request },
  provider: 'some-provider',
  model,
});

/** A model that reasons at will. */
export const reasoningModel = (id: string, over: Partial<NonNullable<CatalogModel['reasoning']>> = {}) => ({
  ...uncataloguedModel(id),
  abilities: [
    'streaming',
    'tools',
    'json_object',
    'json_schema',
    'reasoning',
    'web_search',
  ] satisfies CatalogModel['abilities'],
  reasoning: {
    efforts: ['none', 'low', 'high'],
    budget: true,
    mandatory: false,
    ...over,
  } satisfies CatalogModel['reasoning'],
});

export function toldByWhole(adapter: Adapter, body: unknown, call = callOf()): Told {
  const read = adapter.response(body, call);
  if (!read.ok) return { ...nothing(), failure: read.failure.code };
  const [choice] = read.answer.choices;
  const message = choice?.message;
  const calls = message?.tool_calls ?? [];
  return {
    text: message?.content ?? '',
    reasoning: message?.reasoning ?? '',
    details: message?.reasoning_details ?? [],
    calls: calls.map(({ function: { name, arguments: input } }) => name + input),
    callIds: calls.map(({ id }) => id),
    sources: (message?.annotations ?? []).map((annotation) => annotation.url_citation),
    refusal: message?.refusal ?? '',
    finish: choice?.finish_reason ?? null,
    usage: countedOf(read.answer.usage),
    failure: null,
  };
}

/** Reads the bytes of a stream, so many at a time. */
export async function toldByStream(
  adapter: Adapter,
  stream: string | Buffer,
  pieceBytes = Number.POSITIVE_INFINITY,
  call = callOf({ stream: true }),
): Promise<Told> {
  const writer = new ChunkWriter({ id: 'x', created: 1, model: 'any/model', hidesReasoning: false });
  const reading = readStream(Readable.from(piecesOf(Buffer.from(stream), pieceBytes)), {
    translator: adapter.stream(call, writer),
    writer,
    limits: { idleMs: 60_000, maxEventBytes: 1e7 },
    framing: adapter.framing,
  });
  const told = nothing();
  while (true) {
    const step = await reading.next();
    if (step.done) return { ...told, usage: countedOf(writer.usage), failure: step.value?.code ?? null };
    for (const { delta, finish_reason: finish } of step.value.flatMap(({ choices }) => choices)) {
      told.text += delta.content ?? '';
      told.reasoning += delta.reasoning ?? '';
      told.refusal += delta.refusal ?? '';
      told.details.push(...(delta.reasoning_details ?? []));
      told.sources.push(...(delta.annotations ?? []).map((annotation) => annotation.url_citation));
      told.finish = finish ?? told.finish;
      for (const { index, id, function: piece } of delta.tool_calls ?? []) {
        if (id !== undefined) told.callIds[index] = id;
        told.calls[index] = (told.calls[index] ?? '') + (piece?.name ?? '') + (piece?.arguments ?? '');
      }
    }
  }
}

// What is said besides tokens that can't be believed is not of interest here.
const countedOf = (usage: ReportedUsage | null): Counted | null => (isCounted(usage) ? usage : null);

function piecesOf(bytes: Buffer, size: number): Buffer[] {
  if (size >= bytes.length) return [bytes];
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

/** The events as OpenAI frames them, with its last one or without. */
export const chatStream = (events: readonly (object | string)[], end = 'data: [DONE]\n\n'): string =>
  events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('') +
  end;
