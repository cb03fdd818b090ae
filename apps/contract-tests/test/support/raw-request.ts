import { connect } from 'node:net';
import type { Answer } from './answer.ts';
import { apiKey } from './start-gateway.ts';

export type RawRequest = {
  /** Sends some more of it. */
  send(text: string): void;
  /** What came back, once the server has closed the connection. */
  answer: Promise<Answer>;
};

/** A request that is sent piece by piece, the first line and the headers with the key to begin with. */
export async function beginRequest(port: number, line: string, headers: string[] = []): Promise<RawRequest> {
  const socket = connect(port, '127.0.0.1');
  const answer = new Promise<Answer>((resolve, reject) => {
    let received = '';
    socket.on('data', (bytes) => {
      received += bytes.toString('utf8');
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = received.split('\r\n\r\n', 2);
      resolve({ status: Number(head.split(' ', 2)[1]), body: JSON.parse(body) });
    });
  });
  const head = [`${line} HTTP/1.1`, 'host: gateway', `authorization: Bearer ${apiKey}`, ...headers];
  await new Promise<void>((resolve) => socket.write(`${head.join('\r\n')}\r\n`, () => resolve()));
  return { send: (text) => void socket.write(text), answer };
}
