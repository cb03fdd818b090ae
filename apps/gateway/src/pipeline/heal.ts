import type { ChatChunk, ChatCompletionRequest, ChatMetadata } from '@parley/types';
import { ChunkHealer } from '../healing/chunk-healer.ts';
import { healText } from '../healing/heal-text.ts';
import { type ChoiceOutcome, reportHealing } from '../healing/plugin-report.ts';
import { isAnswer, wantedBracket, wantsHealing } from '../healing/what-is-healed.ts';
import type { ProviderAnswer } from '../providers/adapter.ts';

type Plugins = ChatMetadata['plugins'];

const id = 'response-healing';
const noJsonAsked: Plugins = { [id]: { applied: false, methods: [], note: 'No JSON was asked for.' } };

/** Mends broken JSON where JSON was asked for, and reports what it did. Valid JSON is never touched. */
export function heal(
  answer: ProviderAnswer,
  request: ChatCompletionRequest,
): { answer: ProviderAnswer; plugins: Plugins } {
  if (!wantsHealing(request)) return { answer, plugins: {} };
  const wanted = wantedBracket(request);
  if (wanted === null) return { answer, plugins: noJsonAsked };
  const outcomes: ChoiceOutcome[] = [];
  const choices = answer.choices.map((choice) => {
    const { content } = choice.message;
    if (!content || !isAnswer(choice.finish_reason)) return choice;
    const outcome = healText(content, wanted);
    outcomes.push({ index: choice.index, outcome });
    return outcome?.healed ? { ...choice, message: { ...choice.message, content: outcome.text } } : choice;
  });
  return { answer: { ...answer, choices }, plugins: { [id]: reportHealing(outcomes, choices.length) } };
}

type Batches = AsyncIterable<ChatChunk[]>;

/**
 * The same for a stream: passed on as long as it is the beginning of JSON, and mended at its end. Where it breaks off
 * with an error nothing is mended. `plugins` is the report, once the stream has ended.
 */
export function healStream(
  batches: Batches,
  request: ChatCompletionRequest,
): { batches: Batches; plugins: () => Plugins } {
  if (!wantsHealing(request)) return { batches, plugins: () => ({}) };
  const wanted = wantedBracket(request);
  if (wanted === null) return { batches, plugins: () => noJsonAsked };
  const healer = new ChunkHealer(wanted);
  return {
    batches: healBatches(batches, healer),
    plugins: () => ({ [id]: reportHealing(healer.outcomes, request.n ?? 1) }),
  };
}

async function* healBatches(batches: Batches, healer: ChunkHealer): AsyncGenerator<ChatChunk[], void, void> {
  try {
    for await (const chunks of batches) {
      const passed = chunks.flatMap((chunk) => healer.push(chunk));
      if (passed.length > 0) yield passed;
    }
  } catch (thrown) {
    const held = healer.release();
    if (held.length > 0) yield held;
    throw thrown;
  }
}
