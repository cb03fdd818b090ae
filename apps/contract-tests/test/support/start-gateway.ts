import { readConfig, startGateway } from '@parley/gateway';
import pino from 'pino';

export const apiKey = 'contract-tests';

export type RunningGateway = {
  /** Without a path. */
  url: string;
  /** What the official client takes for a base URL. */
  baseURL: string;
  port: number;
  close(): Promise<void>;
};

/**
 * Starts the built gateway in this process: every answer is held to the contract, and one that breaks it is a 500.
 * Without a provider in `config` the built-in simulator serves.
 */
export async function startTestGateway(config: object = {}): Promise<RunningGateway> {
  const { url, close } = await startGateway({
    config: readConfig({ contract: 'enforce', ...config }, 'the configuration of a test'),
    environment: {},
    masterKey: apiKey,
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
  });
  return { url, baseURL: `${url}/v1`, port: Number(new URL(url).port), close };
}

/** The configuration of a gateway whose one provider is OpenAI, found at this address. */
export const openaiAt = (baseUrl: string) => ({ providers: { openai: { apiKey: 'x', baseUrl } } });

/** The same with a simulator that the test can look into. */
export const simulatorAt = (baseUrl: string) => ({ providers: { simulator: { apiKey: 'x', baseUrl } } });
