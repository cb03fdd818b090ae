import { createServer } from 'node:http';

export type Canary = {
  /** Without a path. */
  url: string;
  /** Of every request that came, its method and path. */
  requests: readonly string[];
  close(): Promise<void>;
};

/** A server on loopback that nobody should call: where a caller's words must not send the gateway. */
export async function startCanary(): Promise<Canary> {
  const requests: string[] = [];
  const server = createServer((incoming, response) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
