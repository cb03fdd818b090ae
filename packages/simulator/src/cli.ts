#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { models } from './models.ts';
import type { Simulator } from './simulator.ts';
import { startSimulator } from './start-simulator.ts';

const usage = `parley-simulator [--port 4010] [--host 127.0.0.1] [--api-key KEY] [--chunk-delay-ms MS]

Serves simulated models on OpenAI's, Anthropic's and Gemini's wires. Without --api-key any key will do.
Without --chunk-delay-ms each model streams at its own speed.
`;

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      'api-key': { type: 'string' },
      'chunk-delay-ms': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const key = values['api-key'];
  const delay = values['chunk-delay-ms'];
  const simulator = await startSimulator({
    port: wholeNumber('--port', values.port),
    host: values.host,
    ...(key === undefined ? {} : { apiKey: key }),
    chunkDelayMs: delay === undefined ? 'model' : wholeNumber('--chunk-delay-ms', delay),
    log: (line) => process.stdout.write(`${line}\n`),
  });
  process.stdout.write(welcome(simulator, key ?? 'any-key'));
  const stop = (): void => {
    void simulator.close();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`${option} takes a whole number, not "${text}".`);
  return Number(text);
}

function welcome({ url, anthropicUrl, geminiUrl }: Simulator, key: string): string {
  const rows = models.map(({ id, prices, free, abilities }) => {
    const price = free ? 'free' : `$${prices.input} in, $${prices.output} out`;
    return `  ${id.padEnd(14)}${price.padEnd(26)}${abilities.join(', ')}`;
  });
  const body = '{"model":"sim-small","stream":true,"messages":[{"role":"user","content":"Count to ten."}]}';
  return `The simulator listens on ${url}
  Anthropic's wire: ${anthropicUrl}
  Gemini's wire:    ${geminiUrl}

Models (USD per million tokens)
${rows.join('\n')}
  fault-<name>  goes wrong in that way: see the README

Try it:
  curl -N ${url}/chat/completions -H 'authorization: Bearer ${key}' \\
    -H 'content-type: application/json' -d '${body}'

`;
}
