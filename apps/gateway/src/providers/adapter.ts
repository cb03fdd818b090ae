import type { AssistantMessage, ChatCompletion, ChatCompletionRequest, ChatMessage } from '@parley/types';
import type { CatalogModel } from '../catalog/model.ts';
import type { EventParser, SseEvent } from '../sse/parse.ts';
import type { ChunkWriter } from './chunk-writer.ts';
import type { Failure } from './failure.ts';
import type { ReportedUsage } from './reported-usage.ts';
import type { ResponseHeaders } from './retry-after.ts';

/**
 * What becomes of a request field at a provider.
 * `forwarded` as it is · `translated` to the provider's own way · `emulated` by the gateway · `ignored`, and named in
 * `metadata.ignored_parameters` · `rejected` with a 400.
 */
export type Support = 'forwarded' | 'translated' | 'emulated' | 'ignored' | 'rejected';

/** Fields that the gateway itself acts on, whatever the provider. */
export const gatewayFields = [
  'model',
  'models',
  'routing',
  'plugins',
  'free_models_only',
  'no_reasoning',
  'metadata',
  'usage',
  'functions',
  'function_call',
] as const satisfies (keyof ChatCompletionRequest)[];

export type CarriedField = Exclude<keyof ChatCompletionRequest, (typeof gatewayFields)[number]>;
type KeysOfUnion<T> = T extends T ? keyof T : never;
export type MessageField = Exclude<
  KeysOfUnion<ChatMessage> | keyof AssistantMessage,
  'role' | 'function_call'
>;

/** The coverage table of an adapter: data, shown in the docs and tested against what the adapter does. */
export type Coverage = {
  request: Record<CarriedField, Support>;
  message: Record<MessageField, Support>;
};

/** A request and the model it is for. All an adapter gets to see. */
export type AdapterCall = { request: ChatCompletionRequest; provider: string; model: CatalogModel };

/** What the adapter wants sent. `path` is appended to the provider's base URL; headers beside the credentials. */
export type WireRequest = {
  path: string;
  body: unknown;
  headers?: Record<string, string>;
  /** Fields that this model does not get, though the coverage table says its provider takes them. */
  ignored?: string[];
};

/** A provider's answer in the contract's words, before it has a price. `usage: null`: the provider sent none. */
export type ProviderAnswer = Omit<ChatCompletion, 'usage' | 'metadata'> & { usage: ReportedUsage | null };

export type Translated = { ok: true; answer: ProviderAnswer } | { ok: false; failure: Failure };

/** Turns the events of one stream into chunks. Synchronous: all events of a network read are translated in one pass. */
export type StreamTranslator = {
  /** Translates one event into the writer. Gives a failure when the event reports one or can't be read. */
  push(event: SseEvent): Failure | null;
};

/** How a stream is cut into events. */
export type Framing = {
  /** Without parameters. An answer of another type is no stream. */
  contentType: string;
  createParser(maxEventBytes: number): EventParser;
};

/** One provider's wire. Pure: no network, no clock, no environment. */
export type Adapter = {
  readonly id: string;
  readonly coverage: Coverage;
  /** Whether the provider fetches images and files by their address. If not, the gateway does, and sends `data:` URLs. */
  readonly takesUrls: boolean;
  /** Where its streams are no server-sent events. */
  readonly framing?: Framing;
  /** The headers that carry the credentials. */
  authorize(apiKey: string): Record<string, string>;
  request(call: AdapterCall): WireRequest;
  /** Translates a whole answer with a 2xx status. */
  response(body: unknown, call: AdapterCall): Translated;
  stream(call: AdapterCall, writer: ChunkWriter): StreamTranslator;
  /** Explains an answer whose status, or whose body, says failure. */
  error(status: number, headers: ResponseHeaders, body: unknown): Failure;
};
