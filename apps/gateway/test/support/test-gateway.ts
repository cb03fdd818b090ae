import pino from 'pino';
import { type ConfigFile, readConfig } from '../../src/config.ts';
import type { RequestRecord } from '../../src/pipeline/record.ts';
import { type GatewayOptions, startGateway } from '../../src/start-gateway.ts';

export type TestGateway = AsyncDisposable & {
  url: string;
  key: string;
  /** Everything that was logged, as it was written. */
  logged: string[];
  /** The record of a request, as soon as there is one. */
  recordOf(requestId: string): Promise<RequestRecord>;
  /** All records so far of one request: there must never be two. */
  recordsOf(requestId: string): RequestRecord[];
  /** What was said with this message, as soon as something was. */
  lineWith(message: string, requestId: string): Promise<{ [field: string]: unknown }>;
  close(): Promise<void>;
};

type Line = { [field: string]: unknown; msg: string; requestId: string };

/** The whole gateway in this process, on a free port, held to its contract. */
export async function testGateway(
  file: ConfigFile,
  options: Partial<
    Pick<GatewayOptions, 'environment' | 'simulatorPace' | 'catalogUpdate' | 'dataDirectory' | 'databaseUrl'>
  > = {},
): Promise<TestGateway> {
  const logged: string[] = [];
  const lines: Line[] = [];
  let waiting: (() => void)[] = [];
  const log = pino(
    { level: 'trace' },
    {
      write(text: string) {
        logged.push(text);
        lines.push(JSON.parse(text));
        const woken = waiting;
        waiting = [];
        for (const wake of woken) wake();
      },
    },
  );
  const key = 'test-master-key';
  const gateway = await startGateway({
    config: readConfig({ contract: 'enforce', ...file }, 'the test'),
    environment: {},
    masterKey: key,
    host: '127.0.0.1',
    port: 0,
    log,
    ...options,
  });
  const linesWith = (message: string, requestId: string) =>
    lines.filter((line) => line.msg === message && line.requestId === requestId);
  const lineWith = async (message: string, requestId: string): Promise<Line> => {
    while (true) {
      const [line] = linesWith(message, requestId);
      if (line !== undefined) return line;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await gateway.close();
  };
  return {
    url: gateway.url,
    key,
    logged,
    lineWith,
    recordOf: async (requestId) => recordIn(await lineWith('request', requestId)),
    recordsOf: (requestId) => linesWith('request', requestId).map(recordIn),
    close,
    [Symbol.asyncDispose]: close,
  };
}

// It was written by this same process, from a value of this type.
const recordIn = (line: Line): RequestRecord => line as unknown as RequestRecord;
