import { readConfig, startGateway } from '@parley/gateway';
import { startSimulator } from '@parley/simulator';
import pino from 'pino';

export type PlaygroundGateway = { url: string; key: string; close(): Promise<void> };

const never = '9999-12-31';

/** A gateway to try things on: simulated models, one provider that is overloaded, and one that stops in the middle. */
export async function startPlaygroundGateway(): Promise<PlaygroundGateway> {
  const upstream = await startSimulator();
  const key = 'sk-playground';
  const gateway = await startGateway({
    config: readConfig(
      {
        contract: 'enforce',
        providers: {
          simulator: {},
          openai: {
            apiKey: 'any',
            baseUrl: upstream.url,
            models: {
              'gpt-5-mini': { native: 'sim-large', deprecated_at: never },
              'gpt-5-nano': { native: 'fault-stall-8', deprecated_at: never },
            },
          },
          anthropic: {
            apiKey: 'any',
            baseUrl: upstream.anthropicUrl,
            models: {
              'claude-sonnet-4-5': { native: 'fault-529', output_tokens: 16_384, deprecated_at: never },
            },
          },
        },
      },
      'the test',
    ),
    environment: {},
    masterKey: key,
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
  });
  return {
    url: gateway.url,
    key,
    async close() {
      await gateway.close();
      await upstream.close();
    },
  };
}
