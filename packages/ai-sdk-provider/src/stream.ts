import { APICallError, type LanguageModelV4StreamPart, type SharedV4Warning } from '@ai-sdk/provider';
import type { ChatStream } from '@parley/client';
import { toCallError } from './error.ts';
import type { Exchange } from './exchange.ts';
import { createStreamTranslator } from './stream-translator.ts';

interface Opened {
  stream: ChatStream;
  exchange: Exchange;
  warnings: SharedV4Warning[];
  withRaw: boolean;
}

/**
 * The parts of a streamed answer. A stream that fails or is cut ends with an error part and never with a finish; one
 * that is aborted fails with the reason. Cancelling it cancels the request.
 */
export function streamParts(opened: Opened): ReadableStream<LanguageModelV4StreamPart> {
  const parts = readParts(opened);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel(reason) {
      opened.stream.abort(reason);
    },
  });
}

async function* readParts({
  stream,
  exchange,
  warnings,
  withRaw,
}: Opened): AsyncGenerator<LanguageModelV4StreamPart, void, void> {
  const translator = createStreamTranslator(exchange.body);
  yield { type: 'stream-start', warnings };
  try {
    for await (const chunk of stream) {
      if (withRaw) yield { type: 'raw', rawValue: chunk };
      yield* translator.push(chunk);
    }
    yield* translator.end(await stream.final());
  } catch (error) {
    const failure = toCallError(error, exchange);
    if (!APICallError.isInstance(failure)) throw failure;
    yield { type: 'error', error: failure };
  }
}
