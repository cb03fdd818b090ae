import type { IncomingMessage } from 'node:http';
import { gatewayError } from '../gateway-error.ts';
import { CallerHungUp } from './caller-hung-up.ts';

/** The bytes of the body. Rejects with 413 as soon as they are too many, with CallerHungUp if they stop coming. */
export function readBody(request: IncomingMessage, { bodyBytes }: { bodyBytes: number }): Promise<Buffer> {
  const tooLarge = () => gatewayError('request_too_large', { limit: bodyBytes });
  if (Number(request.headers['content-length']) > bodyBytes) return Promise.reject(tooLarge());
  const { socket } = request;
  if (socket.destroyed) return Promise.reject(new CallerHungUp());

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;

    const settle = (act: () => void) => {
      request.off('data', onData).off('end', onEnd);
      socket.off('close', onBroken);
      act();
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > bodyBytes) settle(() => reject(tooLarge()));
    };
    const onEnd = () => {
      const [only] = chunks;
      settle(() => resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length)));
    };
    const onBroken = () => settle(() => reject(new CallerHungUp()));

    request.on('data', onData).on('end', onEnd);
    // The request itself is not told of the end when a timeout or a broken chunk was answered in our place.
    socket.on('close', onBroken);
  });
}
