import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { delta, errorBody, hello, lastChunk, streamOf } from './support/answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const examples = readme.split(/^## /m).flatMap((section) => {
  const block = (language: string) =>
    section.match(new RegExp(`^\`\`\`${language}\\n(.+?)^\`\`\``, 'ms'))?.[1];
  const [title = ''] = section.split('\n');
  const code = block('ts');
  return code === undefined ? [] : [{ title, code, output: block('text') }];
});

const said = (content: string, tokens: number) => ({
  ...hello,
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content, refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 13, completion_tokens: tokens - 13, total_tokens: tokens, cost_usd_total: 0.00006 },
});
const call = (id: string, city: string) => ({
  id,
  type: 'function',
  function: { name: 'get_weather', arguments: JSON.stringify({ city }) },
});
const calls = [call('call_1', 'Oslo'), call('call_2', 'Rome')];
const message = { role: 'assistant', content: null, refusal: null, tool_calls: calls };
const near = 'Model "gpt-4oo" is not in the catalog. Did you mean "gpt-4o"?';
const spent = { ...lastChunk, usage: { prompt_tokens: 12, completion_tokens: 6, total_tokens: 18 } };

const scripts: Record<string, ScriptedAnswer[]> = {
  Ask: [{ body: said('Titan.', 16) }],
  Stream: [
    {
      body: streamOf(
        delta({ content: 'One, ' }),
        delta({ content: 'two, three.' }),
        delta({}, 'stop'),
        spent,
      ),
    },
  ],
  Errors: [{ status: 404, body: errorBody('model_not_found', 'invalid_request_error', near) }],
  Tools: [
    { body: { ...hello, choices: [{ index: 0, message, logprobs: null, finish_reason: 'tool_calls' }] } },
    { body: said('Rome, by 13 degrees.', 30) },
  ],
};

test('each script has an example', () => {
  expect(examples.map(({ title }) => title)).toEqual(Object.keys(scripts));
  expect(readme.match(/^```ts$/gm)).toHaveLength(examples.length);
});

async function run({ title, code }: { title: string; code: string }) {
  const server = await startScriptedServer(...(scripts[title] ?? []));
  const program = code.replace('http://127.0.0.1:4000', server.baseUrl);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@parley/source', '--input-type=module-typescript', '--eval', program],
    { cwd: fileURLToPath(new URL('..', import.meta.url)) },
  );
  return { stdout, requests: server.requests };
}

test.each(examples)('the example of "$title" prints what the README says', async (example) => {
  const { stdout, requests } = await run(example);
  expect(stdout).toBe(example.output);
  expect(requests).toHaveLength(scripts[example.title]?.length ?? 0);
  if (example.title === 'Tools') {
    expect(requests[1]?.body).toMatchObject({
      messages: [
        { role: 'user' },
        message,
        { role: 'tool', tool_call_id: 'call_1', content: '4 °C' },
        { role: 'tool', tool_call_id: 'call_2', content: '17 °C' },
      ],
    });
  }
});
