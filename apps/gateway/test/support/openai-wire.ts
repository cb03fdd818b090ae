// Bytes as an OpenAI-compatible provider sends them, in pieces small enough to leave some out.

const reasonPhrases: { [status: number]: string } = { 200: 'OK', 302: 'Found', 429: 'Too Many Requests' };

const headOf = (status: number, headers: { [name: string]: string }): string =>
  `HTTP/1.1 ${status} ${reasonPhrases[status] ?? 'Error'}\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

/** A whole HTTP answer with a body of known length. */
export const httpAnswer = (
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: { [name: string]: string } } = {},
): string => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const length = Buffer.byteLength(text);
  return (
    headOf(status, { 'content-type': 'application/json', 'content-length': `${length}`, ...headers }) + text
  );
};

/** The head of a stream in chunked encoding; with `chunked: false`, of one that the connection's end ends. */
export const streamHead = ({ chunked = true }: { chunked?: boolean } = {}): string =>
  headOf(200, {
    'content-type': 'text/event-stream',
    ...(chunked ? { 'transfer-encoding': 'chunked' } : { connection: 'close' }),
  });

/** Text in chunked encoding. */
export const inChunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** The end of a body in chunked encoding. */
export const lastChunk = '0\r\n\r\n';

export const event = (data: unknown): string =>
  `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

const chunk = (fields: object) => ({
  id: 'chatcmpl-upstream',
  object: 'chat.completion.chunk',
  created: 1_760_000_000,
  model: 'whatever',
  ...fields,
});

export const delta = (fields: object, index = 0): string =>
  event(chunk({ choices: [{ index, delta: fields, finish_reason: null }] }));

export const began = delta({ role: 'assistant', content: '' });

export const said = (content: string, index = 0): string => delta({ content }, index);

export const finished = (reason = 'stop', index = 0): string =>
  event(chunk({ choices: [{ index, delta: {}, finish_reason: reason }] }));

export const used = (usage: object = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 }): string =>
  event(chunk({ choices: [], usage }));

export const done = event('[DONE]');

/** All events of a good stream. */
export const goodStream = (...texts: string[]): string =>
  began + texts.map((text) => said(text)).join('') + finished() + used() + done;

/** A stream as a whole HTTP answer. */
export const streamAnswer = (events: string): string => streamHead() + inChunk(events) + lastChunk;

export const completion = (message: object = { content: 'Hello there' }, fields: object = {}) => ({
  id: 'chatcmpl-upstream',
  object: 'chat.completion',
  created: 1_760_000_000,
  model: 'whatever',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
  ...fields,
});
