import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

function run(...options: string[]) {
  const child = spawn(process.execPath, [cli, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said.text += text;
    });
  }
  return { child, said };
}

test('the command prints where it listens and what to paste, answers, and closes on SIGTERM', async () => {
  const { child, said } = run('--port', '0', '--api-key', 'sesame', '--chunk-delay-ms', '0');
  await expect.poll(() => said.text, { timeout: 10_000 }).toContain('curl');
  const url = /http:\S+\/v1/.exec(said.text)?.[0] ?? '';
  const body = /-d '(.+)'/.exec(said.text)?.[1] ?? '';
  const headers = { authorization: 'Bearer sesame', 'content-type': 'application/json' };
  const answer = await fetch(`${url}/chat/completions`, { method: 'POST', headers, body });
  expect(await answer.text()).toContain('data: [DONE]');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('the command refuses an option it cannot read', async () => {
  const { child, said } = run('--port', 'many');
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(said.text).toBe('--port takes a whole number, not "many".\n');
});
