import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { completion, metadata, stream } from './support/answers.ts';
import { type Reply, startServer } from './support/start-server.ts';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const examples = readme.split(/^## /m).flatMap((section) => {
  const block = (language: string) =>
    section.match(new RegExp(`^\`\`\`${language}\\n(.+?)^\`\`\``, 'ms'))?.[1];
  const [title = ''] = section.split('\n');
  const code = block('ts');
  return code === undefined ? [] : [{ title, code, output: block('text') }];
});

const call = (id: string, city: string) => ({
  id,
  type: 'function' as const,
  function: { name: 'get_weather', arguments: JSON.stringify({ city }) },
});
const url = 'https://oslo.example/today';
const page = {
  type: 'url_citation' as const,
  url_citation: { url, title: 'Oslo', start_index: 0, end_index: 0 },
};
const counts = { prompt_tokens: 13, completion_tokens: 3, total_tokens: 16 };
const [attempt] = metadata.routing;
const message = 'Model "gpt-4oo" is not served here. Did you mean "gpt-4o"?';

const scripts: Record<string, Reply[]> = {
  Text: [
    {
      body: completion(
        { content: 'Titan.' },
        { metadata: { ...metadata, used_provider: 'openai' }, usage: { ...counts, cost_usd_total: 0.00006 } },
      ),
    },
  ],
  Streams: [{ body: stream([{ content: 'One, ' }, { content: 'two, three.' }]) }],
  'Tools and reasoning': [
    {
      body: completion({
        reasoning: 'I need the weather of both.',
        tool_calls: [call('call_1', 'Oslo'), call('call_2', 'Rome')],
      }),
    },
    { body: completion({ content: 'Rome, by 13 degrees.' }) },
  ],
  Objects: [{ body: completion({ content: '{"name":"Titan","diameterKm":5150}' }) }],
  Options: [
    {
      body: completion(
        { content: 'Snow.', annotations: [page] },
        {
          metadata: {
            ...metadata,
            routing: [
              {
                ...attempt,
                provider: 'anthropic',
                model: 'a',
                status_code: 529,
                error_type: 'upstream_error',
                succeeded: false,
                duration_ms: 9,
              },
              {
                ...attempt,
                provider: 'openai',
                model: 'b',
                status_code: 200,
                error_type: 'none',
                succeeded: true,
                duration_ms: 9,
              },
            ],
          },
        },
      ),
    },
  ],
  Errors: [
    {
      status: 404,
      body: { error: { message, type: 'invalid_request_error', param: 'model', code: 'model_not_found' } },
    },
  ],
};

test('each script has an example', () => {
  expect(examples.map(({ title }) => title)).toEqual(Object.keys(scripts));
  expect(readme.match(/^```ts$/gm)).toHaveLength(examples.length);
});

test.each(examples)(
  'the example of "$title" prints what the README says',
  async ({ title, code, output }) => {
    const server = await startServer(...(scripts[title] ?? []));
    const program = code.replace('http://127.0.0.1:4000', server.baseUrl);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--conditions=@parley/source', '--input-type=module-typescript', '--eval', program],
      { cwd: fileURLToPath(new URL('..', import.meta.url)) },
    );
    expect(stdout).toBe(output);
    expect(server.requests).toHaveLength(scripts[title]?.length ?? 0);
  },
);
