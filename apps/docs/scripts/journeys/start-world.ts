import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, startGateway } from '@parley/gateway';
import { type Simulator, startSimulator } from '@parley/simulator';
import pino from 'pino';

export type World = {
  url: string;
  masterKey: string;
  /** Both providers: it speaks OpenAI's wire and Anthropic's. */
  upstream: Simulator;
  close(): Promise<void>;
};

const never = '9999-12-31';

/** A gateway on loopback with two providers by the names and prices of real ones, whose answers the simulator gives. */
export async function startWorld(): Promise<World> {
  const upstream = await startSimulator({ chunkDelayMs: 3 });
  const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-docs-'));
  const masterKey = 'sk-journeys';
  const gateway = await startGateway({
    config: readConfig(
      {
        contract: 'enforce',
        auto: { candidates: ['openai/gpt-5-mini', 'anthropic/claude-haiku-4-5'] },
        routing: { exploration: 0, seed: 1 },
        // A machine that is busy building is slow, and nobody waits for it here.
        timeouts: { connectMs: 60_000 },
        overload: { eventLoopDelayMs: 60_000 },
        providers: {
          openai: {
            apiKey: 'any',
            baseUrl: upstream.url,
            models: {
              'gpt-5-mini': { native: 'sim-large', deprecated_at: never },
              'gpt-5': { native: 'sim-large', deprecated_at: never },
              'gpt-5-nano': { native: 'fault-cut-4', deprecated_at: never },
            },
          },
          anthropic: {
            apiKey: 'any',
            baseUrl: upstream.anthropicUrl,
            models: {
              'claude-haiku-4-5': { native: 'sim-large', deprecated_at: never },
              'claude-sonnet-4-5': { native: 'fault-529', output_tokens: 16_384, deprecated_at: never },
            },
          },
        },
      },
      'the journeys of the landing page',
    ),
    environment: {},
    masterKey,
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
    dataDirectory,
  });
  return {
    url: gateway.url,
    masterKey,
    upstream,
    async close() {
      await gateway.close();
      await upstream.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
