import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Contender } from '../contenders/contender.ts';
import { chatBody } from '../request.ts';

const run = promisify(execFile);

/** Answers a second, as wrk counts them. Rejects when one of them was no answer. */
export async function wrk(
  { port, address }: Contender,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  const { path, headers, model } = address('openai');
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-wrk-'));
  const script = join(folder, 'request.lua');
  const lines = Object.entries({ 'content-type': 'application/json', ...headers }).map(
    ([name, value]) => `wrk.headers["${name}"] = "${value}"`,
  );
  writeFileSync(
    script,
    `wrk.method = "POST"\nwrk.body = [==[${JSON.stringify(chatBody(model, {}))}]==]\n${lines.join('\n')}\n`,
  );
  try {
    const { stdout } = await run('wrk', [
      ...['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '-s', script],
      `http://127.0.0.1:${port}${path}`,
    ]);
    const [, rate] = /Requests\/sec: *([\d.]+)/.exec(stdout) ?? [];
    if (rate === undefined || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`wrk says: ${stdout}`);
    return Number(rate);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
