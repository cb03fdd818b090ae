#!/usr/bin/env node
import { createInterface } from 'node:readline/promises';
import { runCommand } from './cli/run-command.ts';

// Whoever reads the output may stop before its end, as `head` does.
process.stdout.on('error', () => undefined);

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY === true,
  colors: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  isAttended: process.stdin.isTTY === true,
  waitForEnter,
});

async function waitForEnter(): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  await lines.question('');
  lines.close();
}
