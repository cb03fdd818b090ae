import type {
  ChatChunk,
  ChatCompletion,
  ChatMetadata,
  ChatStreamError,
  ErrorMetadata,
  Usage,
} from '@parley/types';
import type { FastifyReply } from 'fastify';
import { createTape } from '../answers/tape.ts';
import type { Deps } from '../deps.ts';
import { type GatewayError, renderError } from '../gateway-error.ts';
import type { ProviderAnswer } from '../providers/adapter.ts';
import type { ChunkHeader } from '../providers/chunk-writer.ts';
import { openEventStream } from '../sse/open-event-stream.ts';
import { createChunkWriting, sseDone, sseEvent } from '../sse/write.ts';

type Settled = {
  /** For the head of the answer. */
  headers: Record<string, string>;
  /** How much of the answer is to be taken down. */
  mostBytes: number;
  /** Called once before the last byte, with all that is sent, or `null` if that is too much. Then it is on the books. */
  settle: (text: string | null) => Promise<void>;
};

export type Told = { usage: Usage; metadata: ChatMetadata };

/** Sends a whole answer, once it is on the books. */
export async function replyWhole(
  reply: FastifyReply,
  { answer, usage, metadata, headers, mostBytes, settle }: Told & { answer: ProviderAnswer } & Settled,
  deps: Pick<Deps, 'contract'>,
): Promise<FastifyReply> {
  const body: ChatCompletion = { ...answer, usage, metadata };
  deps.contract.response('createChatCompletion', 200, body, metadata.request_id);
  const text = JSON.stringify(body);
  const tape = createTape(mostBytes);
  tape.add(text);
  await settle(tape.text());
  return reply.headers(headers).header('content-type', 'application/json; charset=utf-8').send(text);
}

type Failed = { error: GatewayError; usage: Usage; metadata: ErrorMetadata };

type Streamed = Settled & {
  requestId: string;
  header: Readonly<ChunkHeader>;
  /** Chunks, one network read at a time. Throws what ended them early. */
  batches: AsyncIterable<ChatChunk[]>;
  /** Called once after the last chunk: what the closing chunk says. */
  finish: () => Promise<Told>;
  /** Called once when the stream broke: what its error event says. */
  fail: (thrown: unknown) => Promise<Failed>;
};

/** Sends a stream: one write for each network read, then usage and metadata, then `[DONE]`; or an error, and nothing after it. */
export async function replyStream(
  reply: FastifyReply,
  streamed: Streamed,
  deps: Pick<Deps, 'config' | 'contract'>,
): Promise<void> {
  const { requestId, header, headers, batches, finish, settle, fail } = streamed;
  const tape = createTape(streamed.mostBytes);
  const check = deps.contract.stream(requestId);
  const written = createChunkWriting();
  reply.hijack();
  const out = openEventStream(reply.raw, {
    // What hooks have set would be lost with the hijacked reply.
    headers: { ...stringsOf(reply.getHeaders()), ...headers, 'x-request-id': requestId },
    pingMs: deps.config.pingMs,
    writeStallMs: deps.config.timeouts.writeStallMs,
  });
  try {
    for await (const chunks of batches) {
      let text = '';
      for (const chunk of chunks) {
        check.push(chunk);
        text += written(chunk);
      }
      tape.add(text);
      const caughtUp = out.write(text);
      if (caughtUp !== undefined) await caughtUp;
    }
    const { usage, metadata } = await finish();
    const last: ChatChunk = { ...header, object: 'chat.completion.chunk', choices: [], usage, metadata };
    check.push(last);
    check.push('[DONE]');
    check.end();
    const end = sseEvent(last) + sseDone;
    tape.add(end);
    await settle(tape.text());
    out.end(end);
  } catch (thrown) {
    try {
      out.end(sseEvent(errorEvent(await fail(thrown), header)));
    } finally {
      // Should even that fail, a cut connection is the honest end.
      if (!reply.raw.writableEnded) reply.raw.destroy();
    }
  }
}

function errorEvent({ error, usage, metadata }: Failed, header: Readonly<ChunkHeader>): ChatStreamError {
  return {
    ...header,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: {}, finish_reason: 'error' }],
    error: renderError(error, metadata.request_id).body.error,
    usage,
    metadata: { ...metadata, ...error.context.metadata },
  };
}

const stringsOf = (headers: ReturnType<FastifyReply['getHeaders']>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
