import { connect, type Socket } from 'node:net';

export type Answer = { status: number; headers: Record<string, string>; body: string };

/** Sends bytes as they are (text as latin1) and gives all that comes back until the connection closes. */
export async function exchange(
  port: number,
  bytes: string | Uint8Array,
  options: { halfClose?: boolean } = {},
): Promise<string> {
  const socket = await open(port);
  const received = allOf(socket);
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  if (options.halfClose === true) socket.end();
  return received;
}

export function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.off('error', reject)));
    socket.once('error', reject);
  });
}

/** Everything the socket still receives, as latin1. A reset ends it too: what came before the reset counts. */
export function allOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

/** The answers in these bytes, interim ones left out. Throws where a byte is not as HTTP/1.1 wants it. */
export function parseAnswers(bytes: string): Answer[] {
  const answers: Answer[] = [];
  for (let rest = bytes; rest !== ''; ) {
    const head = rest.slice(0, rest.indexOf('\r\n\r\n') + 4);
    const match = /^HTTP\/1\.1 (\d{3}) [A-Za-z ]+\r\n((?:[A-Za-z-]+: [^\r\n]+\r\n)*)\r\n$/.exec(head);
    if (match === null) throw new Error(`no head of an answer: ${JSON.stringify(rest)}`);
    const headers: Record<string, string> = {};
    for (const line of (match[2] ?? '').split('\r\n').slice(0, -1)) {
      const colon = line.indexOf(': ');
      const name = line.slice(0, colon).toLowerCase();
      if (name in headers) throw new Error(`header ${name} twice: ${JSON.stringify(head)}`);
      headers[name] = line.slice(colon + 2);
    }
    const status = Number(match[1]);
    const length = status < 200 ? 0 : Number(headers['content-length']);
    if (!(rest.length >= head.length + length)) throw new Error(`no whole body: ${JSON.stringify(rest)}`);
    const body = Buffer.from(rest.slice(head.length, head.length + length), 'latin1').toString('utf8');
    if (status >= 200) answers.push({ status, headers, body });
    rest = rest.slice(head.length + length);
  }
  return answers;
}
