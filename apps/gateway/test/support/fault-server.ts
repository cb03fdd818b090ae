import { createServer, type Socket } from 'node:net';

/** One request, and the bare socket to answer it on. */
export type Exchange = {
  model: string;
  path: string;
  headers: { [name: string]: string };
  body: { [field: string]: unknown };
  socket: Socket;
  /** Resolves when the connection is over, whoever ended it. */
  closed: Promise<void>;
};

/** What the server does with a request, byte by byte. */
export type Program = (exchange: Exchange) => unknown;

export type FaultServer = AsyncDisposable & {
  /** The base URL for a provider's configuration. */
  url: string;
  port: number;
  /** Every request that came whole, oldest first. */
  exchanges: Exchange[];
  /** Those for one model. */
  of(model: string): Exchange[];
};

/** A provider on loopback that does whatever the program of the requested model says; 404 without one. */
export async function faultServer(programs: { [model: string]: Program }): Promise<FaultServer> {
  const exchanges: Exchange[] = [];
  const sockets = new Set<Socket>();
  // Held back by Nagle's algorithm, a second write would travel with the answer to the next request.
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => {
        sockets.delete(socket);
        resolve();
      });
    });
    let bytes = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const read = readRequest(bytes);
      if (read === null) return;
      bytes = bytes.subarray(read.length);
      const exchange = { ...read.request, socket, closed };
      exchanges.push(exchange);
      const program = programs[exchange.model] ?? notFound;
      program(exchange);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    exchanges,
    of: (model) => exchanges.filter((exchange) => exchange.model === model),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const notFound: Program = ({ socket }) => socket.write('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');

type Read = { request: Omit<Exchange, 'socket' | 'closed'>; length: number };

/** The first request in these bytes, or null while it is not whole. */
function readRequest(bytes: Buffer): Read | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const [requestLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const length = headEnd + 4 + Number(headers['content-length'] ?? 0);
  if (bytes.length < length) return null;
  const body: { [field: string]: unknown } = JSON.parse(bytes.subarray(headEnd + 4, length).toString('utf8'));
  const path = requestLine.split(' ')[1] ?? '';
  return { request: { model: String(body['model']), path, headers, body }, length };
}
