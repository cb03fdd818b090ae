import type { Answer } from '../answer/answer.ts';
import type { SimulatorModel } from '../models.ts';
import type { Tokenizer } from '../tokenizer.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { Reply } from './reply.ts';

/** How a failure is meant; each wire has its own words for it. */
export type Failure = {
  status: number;
  message: string;
  code?: string;
  param?: string;
  retryAfterMs?: number;
  headers?: Record<string, string>;
};

export type World = {
  tokenizer: Tokenizer;
  findModel(id: string): SimulatorModel | undefined;
  apiKey: string | null;
  /** A fault's hand on the answer before it is put into words. */
  alter(answer: Answer): Answer;
};

/** One provider's way to say things over HTTP. */
export type Wire = {
  /** The model a request names, wherever this wire names it; undefined when it names none. */
  modelOf(request: RecordedRequest): string | undefined;
  respond(request: RecordedRequest, world: World): Reply;
  fail(failure: Failure): Reply;
  /** A failure as an event of a stream that has already begun. */
  failureEvent(failure: Failure): Buffer;
  /** An event of a stream whose JSON breaks off. */
  brokenEvent: string;
  /** What it sends to keep a silent stream open. */
  ping: string;
};
