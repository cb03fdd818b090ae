import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export type Document = Record<string, unknown>;

/** Changes a JSON body, or the data of one event. */
export type Change = (document: Document) => unknown;

/** Stands before a gateway, and changes what it says. */
export async function startTamperer(
  gatewayUrl: string,
  change: Change,
): Promise<{ baseUrl: string; close(): Promise<void> }> {
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming);
    const { authorization = '', 'content-type': type = 'application/json' } = incoming.headers;
    const answer = await fetch(`${gatewayUrl}${incoming.url}`, {
      method: incoming.method ?? 'GET',
      headers: { authorization, 'content-type': type },
      body: body === '' ? null : body,
    });
    const given = await answer.text();
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
    const headers = ['content-type', 'x-request-id', 'x-should-retry', 'retry-after'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    response.writeHead(answer.status, Object.fromEntries(headers));
    response.end(isStream ? changeEvents(given, change) : changeText(given, change));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The tamperer has no port.');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const changeEvents = (given: string, change: Change): string =>
  given.replace(/^data: (\{.*\})$/gm, (_, data: string) => `data: ${changeText(data, change)}`);

function changeText(given: string, change: Change): string {
  const document: unknown = JSON.parse(given);
  return JSON.stringify(
    typeof document === 'object' && document !== null ? change({ ...document }) : document,
  );
}
