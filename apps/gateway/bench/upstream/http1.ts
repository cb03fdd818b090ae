import { createServer, type Server, type Socket } from 'node:net';

export type RawRequest = { path: string; body: string };

/** As little of HTTP/1.1 as gateways need of a provider: a bench must not pay for more than that. */
export function serveHttp1(answer: (request: RawRequest, socket: Socket) => void): Server {
  return createServer({ noDelay: true }, (socket) => {
    let held: Buffer = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      while (true) {
        const read = readRequest(held);
        if (read === null) return;
        held = held.subarray(read.length);
        answer(read.request, socket);
      }
    });
  });
}

const endOfHead = '\r\n\r\n';
const endOfChunks = '0\r\n\r\n';

function readRequest(bytes: Buffer): { request: RawRequest; length: number } | null {
  const headLength = bytes.indexOf(endOfHead);
  if (headLength < 0) return null;
  const head = bytes.toString('latin1', 0, headLength);
  const start = headLength + endOfHead.length;
  const end = endOfBody(head, bytes, start);
  if (end < start || end > bytes.length) return null;
  const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' HTTP/'));
  return { request: { path, body: bytes.toString('utf8', start, end) }, length: end };
}

/** Where the body ends; -1: that has not come. Of chunks the sizes stay in the body: nobody parses it. */
function endOfBody(head: string, bytes: Buffer, start: number): number {
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  if (length !== undefined) return start + Number(length);
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return start;
  const last = bytes.indexOf(endOfChunks, start);
  return last < 0 ? -1 : last + endOfChunks.length;
}

export const jsonAnswer = (body: string, status = '200 OK'): Buffer =>
  Buffer.from(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

export const streamHead =
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';

export const httpChunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

export const lastHttpChunk = endOfChunks;
