import type { Server } from 'node:net';

/** Opens a free port of the loopback, says which in a line, and ends with whoever started this process. */
export function listening(server: Server): void {
  server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', 2048, () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null)
      process.stdout.write(`listening on ${address.port}\n`);
  });
  process.stdin.on('close', () => process.exit()).resume();
}
