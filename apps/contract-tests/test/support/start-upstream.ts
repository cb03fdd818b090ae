import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export type UpstreamRequest = { path: string; body: unknown };

export type Upstream = {
  /** With `/v1`, as the configuration wants it. */
  baseUrl: string;
  requests: readonly UpstreamRequest[];
  close(): Promise<void>;
};

/** Starts a provider on loopback that answers as the test says. */
export async function startUpstream(
  answer: (request: UpstreamRequest, response: ServerResponse) => void,
): Promise<Upstream> {
  const requests: UpstreamRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = { path: incoming.url ?? '', body: JSON.parse(await text(incoming)) };
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The upstream has no port.');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const isStream = ({ body }: UpstreamRequest): boolean =>
  typeof body === 'object' && body !== null && 'stream' in body && body.stream === true;
