import type { Contender, Wire } from './contenders/contender.ts';

const filler = 'Please read this carefully before you answer, it is of some importance to us. ';

type Asked = {
  wire?: Wire;
  stream?: boolean;
  /** What the upstream is to do; see upstream/upstream.ts. */
  wish?: string;
  /** How many messages of 1 kB come before the last. */
  history?: number;
  /** How many functions the model may call. It calls none. */
  tools?: number;
};

export type ChatBody = ReturnType<typeof chatBody>;

/** A body of 1 kB, and one more for each message of history. */
export const chatBody = (model: string, { stream = false, wish = '', history = 0, tools = 0 }: Asked) => ({
  model,
  messages: [
    { role: 'system', content: 'You are a helpful assistant.' },
    ...Array.from({ length: history }, (_, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      content: filler.repeat(12),
    })),
    { role: 'user', content: `${wish} ${filler.repeat(9)}`.trim() },
  ],
  temperature: 0.7,
  max_tokens: 500,
  stream,
  ...(tools > 0 ? { tools: Array.from({ length: tools }, (_, index) => tool(index)) } : {}),
  ...(stream ? { stream_options: { include_usage: true } } : {}),
});

const tool = (index: number) => ({
  type: 'function',
  function: {
    name: `look_up_${index}`,
    description: filler,
    parameters: {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'What to look up.' },
        limit: { type: 'integer', minimum: 1, maximum: 100 },
        order: { type: 'string', enum: ['newest', 'oldest'] },
      },
      required: ['name'],
      additionalProperties: false,
    },
  },
});

/** The bytes of a request to a contender. */
export function requestTo({ port, address }: Contender, asked: Asked): string {
  const { path, headers, model, models } = address(asked.wire ?? 'openai');
  const body = JSON.stringify({ ...chatBody(model, asked), models });
  const lines = Object.entries({
    host: `127.0.0.1:${port}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    accept: '*/*',
    'user-agent': 'parley-bench/1',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
