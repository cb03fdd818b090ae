import { randomUUID } from 'node:crypto';
import type { ChatChunk, ChatCompletion, ChatStreamError, ErrorResponse } from '@parley/types';
import { streamChecker, validateResponse } from '@parley/validator';
import type { TestGateway } from './test-gateway.ts';

/** The fields of a request; messages are filled in, and fields that the contract doesn't know may be there. */
export type Asked = { model: string; [field: string]: unknown };

/** `null` leaves out a header that is sent otherwise. */
export type AskedHeaders = { [name: string]: string | null };

export type Whole = {
  requestId: string;
  status: number;
  headers: Headers;
  /** Of a 200. */
  completion: ChatCompletion | null;
  /** Of anything else. */
  failure: ErrorResponse | null;
};

export type Streamed = {
  requestId: string;
  status: number;
  headers: Headers;
  /** Where it was refused before it began. */
  failure: ErrorResponse | null;
  /** With choices: the last one, of usage and metadata, is `last`. */
  chunks: ChatChunk[];
  last: ChatChunk | null;
  error: ChatStreamError | null;
  done: boolean;
  text: string;
};

/** Sends a chat completion request. The request id is one of its own, to be found in the log. */
export async function send(
  gateway: Pick<TestGateway, 'url' | 'key'>,
  asked: Asked,
  init: { headers?: AskedHeaders; signal?: AbortSignal } = {},
): Promise<{ requestId: string; response: Response }> {
  const requestId = `test-${randomUUID()}`;
  const headers = {
    authorization: `Bearer ${gateway.key}`,
    'content-type': 'application/json',
    'x-request-id': requestId,
    ...init.headers,
  };
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, value]],
    ),
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Say hello.' }], ...asked }),
    ...(init.signal === undefined ? {} : { signal: init.signal }),
  });
  return { requestId: response.headers.get('x-request-id') ?? requestId, response };
}

/** Asks for a whole answer, and holds whatever comes to the contract. */
export async function ask(
  gateway: Pick<TestGateway, 'url' | 'key'>,
  asked: Asked,
  headers: AskedHeaders = {},
): Promise<Whole> {
  const { requestId, response } = await send(gateway, asked, { headers });
  const body = await readJson(response);
  const { status } = response;
  return {
    requestId,
    status,
    headers: response.headers,
    completion: status === 200 ? (body as ChatCompletion) : null,
    failure: status === 200 ? null : (body as ErrorResponse),
  };
}

/** Asks for a stream, reads it to its end, and holds it to the contract, rule by rule. */
export async function askStream(
  gateway: Pick<TestGateway, 'url' | 'key'>,
  asked: Asked,
  headers: AskedHeaders = {},
): Promise<Streamed> {
  const { requestId, response } = await send(gateway, { ...asked, stream: true }, { headers });
  const { status } = response;
  const streamed = { requestId, status, headers: response.headers };
  const nothing = { failure: null, chunks: [], last: null, error: null, done: false, text: '' };
  if (status !== 200) {
    return { ...streamed, ...nothing, failure: (await readJson(response)) as ErrorResponse };
  }
  return { ...streamed, ...nothing, ...readEvents(await response.text()) };
}

async function readJson(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  const problem = validateResponse('createChatCompletion', response.status, body);
  if (problem !== null) throw new Error(`${problem.message} In: ${JSON.stringify(body)}`);
  return body;
}

/** What a stream's bytes say. Throws where they break a rule of the contract. */
export function readEvents(bytes: string): Pick<Streamed, 'chunks' | 'last' | 'error' | 'done' | 'text'> {
  const checker = streamChecker();
  const events = bytes
    .split('\n\n')
    .filter((event) => event !== '' && !event.startsWith(':'))
    .map((event): unknown => {
      if (!event.startsWith('data: ')) throw new Error(`This is no event of ours: ${event}`);
      const data = event.slice('data: '.length);
      return data === '[DONE]' ? data : JSON.parse(data);
    });
  const problems = [...events.flatMap((event) => checker.push(event)), ...checker.end()];
  if (problems.length > 0) throw new Error(`${JSON.stringify(problems)} In: ${bytes}`);
  // The checker has just held them to these types.
  const chunks = events.filter((event) => event !== '[DONE]' && !isError(event)) as ChatChunk[];
  return {
    chunks: chunks.filter(({ choices }) => choices.length > 0),
    last: chunks.find(({ choices }) => choices.length === 0) ?? null,
    error: events.find(isError) ?? null,
    done: events.includes('[DONE]'),
    text: chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''),
  };
}

const isError = (event: unknown): event is ChatStreamError =>
  typeof event === 'object' && event !== null && 'error' in event;
