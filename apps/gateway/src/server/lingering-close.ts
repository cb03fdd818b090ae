import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const lingerMs = 2000;
const lingering = new WeakSet<Duplex>();

/** Whether this connection is being closed: nothing more that arrives on it may be acted on. */
export const isLingering = (socket: Duplex): boolean => lingering.has(socket);

/**
 * Sends what is left, then closes our half and throws away what still arrives, for 2 s at most.
 * To close at once while bytes are unread makes the kernel send a reset, and the caller loses the answer.
 * See RFC 9112, section 9.6.
 */
export function lingeringClose(socket: Duplex, lastBytes?: string): void {
  if (lingering.has(socket)) return;
  lingering.add(socket);
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
  socket.end(lastBytes);
  socket.resume();
}

/** Makes Node close the connection of this request, once it has been answered, in the lingering way. */
export function lingerAfterAnswer(request: IncomingMessage): void {
  const { socket } = request;
  socket.destroySoon = () => lingeringClose(socket);
  request.resume();
}
