import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Gives a function that ends the connections on which nothing was ever sent, such as those browsers open in advance.
 * Node doesn't count them as idle, and stops looking for late ones when it closes: one of them would hold the close up.
 */
export function watchSilentConnections(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
}
