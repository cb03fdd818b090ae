import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ChatCompletionRequest } from '@parley/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startExampleGateway } from '../../../test/support/example-gateway.ts';
import { languages } from './languages.ts';

const folder = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

const call = {
  id: 'call_1',
  type: 'function' as const,
  function: { name: 'get_weather', arguments: '{"city":"Oslo"}' },
};
const weather: ChatCompletionRequest['tools'] = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'The weather of a city: it\'s "now".',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
];

const requests: { [name: string]: ChatCompletionRequest } = {
  'a stream': {
    model: 'simulator/sim-large',
    messages: [{ role: 'user', content: `It's "quoted", $HOME \\ and 'so' on.\nNew line. 🌍` }],
    stream: true,
  },
  'a whole answer with a tool in the conversation': {
    model: 'simulator/sim-large',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'What is the weather in Oslo?' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: '4 °C' },
    ],
    tools: weather,
  },
  'fields that only Parley has': {
    model: 'simulator/sim-large',
    models: ['simulator/sim-small', 'simulator/sim-reasoner'],
    routing: 'price',
    messages: [{ role: 'user', content: 'Make up a city.' }],
    max_completion_tokens: 500,
    temperature: 0.5,
    reasoning_effort: 'low',
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'answer',
        strict: true,
        schema: {
          type: 'object',
          properties: { city: { type: 'string' } },
          required: ['city'],
          additionalProperties: false,
        },
      },
    },
    plugins: [{ id: 'response-healing' }],
  },
};

/** What OpenAI's Python client does with a call, as far as the wire shows it. */
const pythonClient = `
import json, os, urllib.request

class Anything:
    def __init__(self, value): self.value = value
    def __getattr__(self, name): return Anything(None)
    def __getitem__(self, name): return Anything(None)
    def __bool__(self): return False
    def __iter__(self): return iter([])
    def __str__(self): return ""

class OpenAI:
    def __init__(self, base_url, api_key):
        self.base_url, self.api_key = base_url, api_key
        self.chat = self.completions = self

    def create(self, extra_body=None, extra_headers=None, **fields):
        headers = {"Authorization": "Bearer " + self.api_key, "Content-Type": "application/json", **(extra_headers or {})}
        body = json.dumps({**fields, **(extra_body or {})}).encode()
        request = urllib.request.Request(self.base_url + "/chat/completions", body, headers)
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).read()
        return Anything(None)
`;

/** Hands everything on to a gateway, and remembers what it was asked. */
async function startListener(url: string) {
  const asked: { body: unknown; headers: { [name: string]: unknown } }[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces);
    asked.push({ body: JSON.parse(body.toString()), headers: request.headers });
    const headers = {
      'content-type': 'application/json',
      authorization: request.headers.authorization ?? '',
    };
    const answer = await fetch(url + (request.url ?? ''), { method: 'POST', headers, body });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    asked,
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close: () => server.close(),
  };
}

const has = (program: string): boolean => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe.each(languages)('in $label', ({ id, write }) => {
  let gateway: Awaited<ReturnType<typeof startExampleGateway>>;
  let scratch: string;
  beforeAll(async () => {
    gateway = await startExampleGateway();
    scratch = mkdtempSync(join(tmpdir(), 'parley-snippets-'));
    writeFileSync(join(scratch, 'openai.py'), pythonClient);
  });
  afterAll(async () => {
    await gateway.close();
    rmSync(scratch, { recursive: true });
  });

  async function runSnippet(code: string): Promise<string> {
    const env = { ...process.env, PARLEY_API_KEY: gateway.key, NO_PROXY: '*' };
    const node = ['--conditions=@parley/source', '--input-type=module', '--eval', code];
    const { stdout } = await (id === 'curl'
      ? run('bash', ['-c', code], { env })
      : id === 'python'
        ? run('python3', ['-c', code], { cwd: scratch, env })
        : run(process.execPath, node, { cwd: folder, env }));
    return stdout;
  }

  const missing = id === 'curl' ? !has('curl') : id === 'python' ? !has('python3') : false;

  test.skipIf(missing).each(Object.entries(requests))(
    'the code for %s sends that request, and runs to its end (skipped without the program)',
    async (_name, body) => {
      const listener = await startListener(gateway.url);
      const headers = { 'x-no-fallback': 'true' };
      const printed = await runSnippet(write({ baseUrl: listener.url, body, headers }));
      listener.close();
      const [sent] = listener.asked;
      expect(listener.asked).toHaveLength(1);
      expect(sent?.headers).toMatchObject({
        authorization: `Bearer ${gateway.key}`,
        'x-no-fallback': 'true',
      });
      if (id === 'ai-sdk') expect(sent?.body).toMatchObject(asAiSdk(body));
      else expect(sent?.body).toEqual(body);
      if (id !== 'python') expect(printed).toMatch(/succeeded/);
    },
    30_000,
  );
});

/** The same request in the few places where the AI SDK has its own words. */
function asAiSdk({ messages, response_format, ...body }: ChatCompletionRequest): object {
  const [first, ...others] = messages;
  return {
    ...body,
    messages: [first, ...others].map((message) => ({ role: message?.role })),
    ...(response_format?.type === 'json_schema' && {
      response_format: { json_schema: { schema: response_format.json_schema.schema, strict: true } },
    }),
  };
}
