import type { FastifyInstance } from 'fastify';
import { createServer } from '../../src/server/create-server.ts';
import { readJson } from '../../src/server/read-json.ts';
import type { ServerLimits } from '../../src/server/server-limits.ts';

export type BareServer = AsyncDisposable & {
  app: FastifyInstance;
  port: number;
  limits: ServerLimits;
  /** What onError was told. */
  failures: { error: unknown; status: number; url: string }[];
};

/** The server with no gateway behind it: `routes` adds what a test needs to `POST /echo` and `GET /items/*`. */
export async function bareServer(
  overrides: Partial<ServerLimits> = {},
  routes: (app: FastifyInstance) => void = () => {},
): Promise<BareServer> {
  const limits: ServerLimits = {
    bodyBytes: 10_000,
    headerBytes: 8_000,
    jsonDepth: 64,
    requestTimeoutMs: 30_000,
    headersTimeoutMs: 10_000,
    keepAliveTimeoutMs: 5_000,
    ...overrides,
  };
  const failures: BareServer['failures'] = [];
  let ids = 0;
  const app = createServer({
    limits,
    newRequestId: () => `req_${++ids}`,
    onError: (error, { status, url }) => failures.push({ error, status, url }),
  });
  app.post('/echo', async (request) => ({ got: await readJson(request.raw, limits) }));
  app.get('/items/*', async (request) => ({ params: request.params }));
  routes(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const close = async () => {
    const closed = app.close();
    app.server.closeAllConnections();
    await closed;
  };
  return { app, port: address.port, limits, failures, [Symbol.asyncDispose]: close };
}
